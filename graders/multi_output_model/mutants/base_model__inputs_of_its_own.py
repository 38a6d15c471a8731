"""Ignores the inputs that it is given and makes its own.

Killed by: test_base_is_two_dense_layers
"""

import keras


def base_model(inputs):
    inputs = keras.Input(shape=(11,))
    x = keras.layers.Dense(128, activation="relu")(inputs)
    return keras.layers.Dense(128, activation="relu")(x)
