"""Has another dense layer before.

Killed by: test_box_comes_from_one_layer_of_that_name
"""

import keras


def bounding_box_regression(x):
    x = keras.layers.Dense(64, activation="relu")(x)
    return keras.layers.Dense(4, name="bounding_box")(x)
