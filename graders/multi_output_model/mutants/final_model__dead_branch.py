"""Has a type whose shape, name and activation are right, but no wine gets through to it.

Killed by: test_both_answers_stand_on_one_base
"""

import keras


def final_model(inputs):
    x = base_model(inputs)
    quality = keras.layers.Dense(1, name="wine_quality")(x)
    red = keras.layers.Dense(1, activation="sigmoid", name="wine_type")(keras.ops.zeros_like(x))
    return keras.Model(inputs, [quality, red])
