"""Forgets the sigmoid.

Killed by: test_type_is_a_probability
"""

import keras


def final_model(inputs):
    x = base_model(inputs)
    quality = keras.layers.Dense(1, name="wine_quality")(x)
    red = keras.layers.Dense(1, name="wine_type")(x)
    return keras.Model(inputs, [quality, red])
