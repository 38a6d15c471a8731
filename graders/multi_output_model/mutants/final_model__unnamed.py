"""Gives the outputs no names.

Killed by: test_final_names_its_outputs
"""

import keras


def final_model(inputs):
    x = base_model(inputs)
    quality = keras.layers.Dense(1)(x)
    red = keras.layers.Dense(1, activation="sigmoid")(x)
    return keras.Model(inputs, [quality, red])
