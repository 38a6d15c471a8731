"""Puts a relu on the box.

Killed by: test_box_is_a_linear_function
"""

import keras


def bounding_box_regression(x):
    return keras.layers.Dense(4, activation="relu", name="bounding_box")(x)
