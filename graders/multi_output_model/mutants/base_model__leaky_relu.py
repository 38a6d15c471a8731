"""Uses a leaky relu.

Killed by: test_base_computes_relu_of_dense_twice
"""

import keras


def base_model(inputs):
    x = keras.layers.Dense(128, activation="leaky_relu")(inputs)
    return keras.layers.Dense(128, activation="leaky_relu")(x)
