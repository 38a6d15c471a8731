"""Calls both layers on the inputs, so that the first one leads nowhere.

Killed by: test_base_is_two_dense_layers
"""

import keras


def base_model(inputs):
    x = keras.layers.Dense(128, activation="relu")(inputs)
    x = keras.layers.Dense(128, activation="relu")(inputs)
    return x
