"""Returns the layer without calling it.

Killed by: test_box_is_four_numbers
"""

import keras


def bounding_box_regression(x):
    return keras.layers.Dense(4, name="bounding_box")
