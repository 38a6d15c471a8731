"""Applies the sigmoid twice, so that the type is never below one half.

Killed by: test_type_is_a_probability
"""

import keras


def final_model(inputs):
    x = base_model(inputs)
    quality = keras.layers.Dense(1, name="wine_quality")(x)
    red = keras.layers.Dense(1, activation="sigmoid")(x)
    red = keras.layers.Activation("sigmoid", name="wine_type")(red)
    return keras.Model(inputs, [quality, red])
