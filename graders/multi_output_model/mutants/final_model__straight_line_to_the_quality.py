"""Gives the quality a layer of its own without relu, which is no more than a straight line.

Killed by: test_both_answers_stand_on_one_base
"""

import keras


def final_model(inputs):
    x = base_model(inputs)
    line = keras.layers.Dense(128)(inputs)
    quality = keras.layers.Dense(1, name="wine_quality")(line)
    red = keras.layers.Dense(1, activation="sigmoid", name="wine_type")(x)
    return keras.Model(inputs, [quality, red])
