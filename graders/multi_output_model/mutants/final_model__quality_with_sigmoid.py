"""Puts a sigmoid on the quality, stretched to the grades.

Killed by: test_quality_is_any_number
"""

import keras


def final_model(inputs):
    x = base_model(inputs)
    quality = keras.layers.Dense(1, activation="sigmoid")(x)
    quality = keras.layers.Rescaling(10.0, name="wine_quality")(quality)
    red = keras.layers.Dense(1, activation="sigmoid", name="wine_type")(x)
    return keras.Model(inputs, [quality, red])
