"""Has a layer with the right shapes, into which nothing goes: it learns the mean box.

Killed by: test_box_is_a_linear_function
"""

import keras


def bounding_box_regression(x):
    return keras.layers.Dense(4, name="bounding_box")(0.0 * x)
