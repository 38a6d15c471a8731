"""Forgets relu in the first layer.

Killed by: test_base_computes_relu_of_dense_twice
"""

import keras


def base_model(inputs):
    x = keras.layers.Dense(128)(inputs)
    return keras.layers.Dense(128, activation="relu")(x)
