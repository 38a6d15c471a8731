"""Knows that there are 11 measurements.

Killed by: test_base_takes_any_number_of_measurements
"""

import keras


def base_model(inputs):
    x = keras.layers.Reshape((11,))(inputs)
    x = keras.layers.Dense(128, activation="relu")(x)
    return keras.layers.Dense(128, activation="relu")(x)
