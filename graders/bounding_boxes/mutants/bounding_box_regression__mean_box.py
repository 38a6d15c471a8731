"""Has a constant, and no weights at all.

Killed by: test_box_comes_from_one_layer_of_that_name
"""

import keras


def bounding_box_regression(x):
    return keras.layers.Lambda(lambda z: 0 * z[:, :4] + 0.5, name="bounding_box")(x)
