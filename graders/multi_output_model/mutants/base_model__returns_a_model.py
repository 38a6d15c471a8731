"""Returns a model where a tensor is asked for.

Killed by: test_base_returns_a_tensor
"""

import keras


def base_model(inputs):
    x = keras.layers.Dense(128, activation="relu")(inputs)
    x = keras.layers.Dense(128, activation="relu")(x)
    return keras.Model(inputs, x)
