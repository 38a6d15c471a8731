"""Has two layers, but what they say is multiplied by zero.

Killed by: test_base_computes_relu_of_dense_twice
"""

import keras


def base_model(inputs):
    x = keras.layers.Dense(128, activation="relu")(inputs)
    x = keras.layers.Dense(128, activation="relu")(x)
    return 0 * x
