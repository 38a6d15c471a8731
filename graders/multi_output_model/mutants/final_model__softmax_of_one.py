"""Puts a softmax on one unit, which is always 1.

Killed by: test_both_answers_stand_on_one_base
"""

import keras


def final_model(inputs):
    x = base_model(inputs)
    quality = keras.layers.Dense(1, name="wine_quality")(x)
    red = keras.layers.Dense(1, activation="softmax", name="wine_type")(x)
    return keras.Model(inputs, [quality, red])
