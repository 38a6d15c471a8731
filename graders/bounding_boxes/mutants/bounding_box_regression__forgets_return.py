"""Makes the layer and returns nothing.

Killed by: test_box_is_four_numbers
"""

import keras


def bounding_box_regression(x):
    keras.layers.Dense(4, name="bounding_box")(x)
