"""Gives the layer no name.

Killed by: test_box_comes_from_one_layer_of_that_name
"""

import keras


def bounding_box_regression(x):
    return keras.layers.Dense(4)(x)
