"""Lets only the type teach the base: no gradient of the quality gets there.

Killed by: test_each_answer_teaches_the_base
"""

import keras


def final_model(inputs):
    x = base_model(inputs)
    quality = keras.layers.Dense(1, name="wine_quality")(keras.ops.stop_gradient(x))
    red = keras.layers.Dense(1, activation="sigmoid", name="wine_type")(x)
    return keras.Model(inputs, [quality, red])
