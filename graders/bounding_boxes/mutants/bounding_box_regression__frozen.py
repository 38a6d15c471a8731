"""Freezes the layer.

Killed by: test_box_learns_as_a_linear_function
"""

import keras


def bounding_box_regression(x):
    return keras.layers.Dense(4, trainable=False, name="bounding_box")(x)
