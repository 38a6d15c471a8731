"""Has 64 units in its first layer.

Killed by: test_base_is_two_dense_layers
"""

import keras


def base_model(inputs):
    x = keras.layers.Dense(64, activation="relu")(inputs)
    return keras.layers.Dense(128, activation="relu")(x)
