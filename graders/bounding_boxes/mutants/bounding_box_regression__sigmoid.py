"""Puts a sigmoid on the box.

Killed by: test_box_is_a_linear_function
"""

import keras


def bounding_box_regression(x):
    return keras.layers.Dense(4, activation="sigmoid", name="bounding_box")(x)
