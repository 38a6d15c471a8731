"""Has one layer where two are asked for.

Killed by: test_base_is_two_dense_layers
"""

import keras


def base_model(inputs):
    return keras.layers.Dense(128, activation="relu")(inputs)
