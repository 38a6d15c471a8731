"""Returns the two outputs and no model.

Killed by: test_final_is_a_model_on_the_given_inputs
"""

import keras


def final_model(inputs):
    x = base_model(inputs)
    quality = keras.layers.Dense(1, name="wine_quality")(x)
    red = keras.layers.Dense(1, activation="sigmoid", name="wine_type")(x)
    return [quality, red]
