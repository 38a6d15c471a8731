"""Scales what the base says to nearly nothing, so that training cannot make up for it.

Killed by: test_final_model_learns_the_type
"""

import keras


def final_model(inputs):
    x = base_model(inputs)
    x = keras.layers.Rescaling(1e-3)(x)
    quality = keras.layers.Dense(1, name="wine_quality")(x)
    red = keras.layers.Dense(1, activation="sigmoid", name="wine_type")(x)
    return keras.Model(inputs, [quality, red])
