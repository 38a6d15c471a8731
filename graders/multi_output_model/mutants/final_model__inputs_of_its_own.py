"""Builds on inputs of its own, always for 11 measurements.

Killed by: test_final_is_a_model_on_the_given_inputs
"""

import keras


def final_model(inputs):
    inputs = keras.Input(shape=(11,))
    x = base_model(inputs)
    quality = keras.layers.Dense(1, name="wine_quality")(x)
    red = keras.layers.Dense(1, activation="sigmoid", name="wine_type")(x)
    return keras.Model(inputs, [quality, red])
