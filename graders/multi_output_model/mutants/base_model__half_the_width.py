"""Has 64 units in its last layer.

Killed by: test_base_returns_a_tensor
"""

import keras


def base_model(inputs):
    x = keras.layers.Dense(128, activation="relu")(inputs)
    return keras.layers.Dense(64, activation="relu")(x)
