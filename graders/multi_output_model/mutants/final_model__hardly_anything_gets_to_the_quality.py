"""Scales what the base says to the quality to nearly nothing.

Killed by: test_final_model_learns_the_quality
"""

import keras


def final_model(inputs):
    x = base_model(inputs)
    little = keras.layers.Rescaling(1e-3)(x)
    quality = keras.layers.Dense(1, name="wine_quality")(little)
    red = keras.layers.Dense(1, activation="sigmoid", name="wine_type")(x)
    return keras.Model(inputs, [quality, red])
