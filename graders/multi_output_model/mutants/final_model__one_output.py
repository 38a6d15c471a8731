"""Says nothing about the type.

Killed by: test_final_names_its_outputs
"""

import keras


def final_model(inputs):
    x = base_model(inputs)
    return keras.Model(inputs, keras.layers.Dense(1, name="wine_quality")(x))
