"""Adds a third layer.

Killed by: test_base_is_two_dense_layers
"""

import keras


def base_model(inputs):
    x = inputs
    for _ in range(3):
        x = keras.layers.Dense(128, activation="relu")(x)
    return x
