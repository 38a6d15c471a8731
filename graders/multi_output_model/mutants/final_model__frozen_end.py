"""Freezes the layer of the type, which will always guess.

Killed by: test_each_answer_teaches_the_base
"""

import keras


def final_model(inputs):
    x = base_model(inputs)
    quality = keras.layers.Dense(1, name="wine_quality")(x)
    guess = keras.layers.Dense(1, activation="sigmoid", name="wine_type", trainable=False)
    return keras.Model(inputs, [quality, guess(x)])
