"""Builds a base for each answer, so that nothing is shared.

Killed by: test_both_answers_stand_on_one_base
"""

import keras


def final_model(inputs):
    quality = keras.layers.Dense(1, name="wine_quality")(base_model(inputs))
    red = keras.layers.Dense(1, activation="sigmoid", name="wine_type")(base_model(inputs))
    return keras.Model(inputs, [quality, red])
