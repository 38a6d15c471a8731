"""Has one more hidden layer before the type.

Killed by: test_both_answers_stand_on_one_base
"""

import keras


def final_model(inputs):
    x = base_model(inputs)
    quality = keras.layers.Dense(1, name="wine_quality")(x)
    hidden = keras.layers.Dense(32, activation="relu")(x)
    red = keras.layers.Dense(1, activation="sigmoid", name="wine_type")(hidden)
    return keras.Model(inputs, [quality, red])
