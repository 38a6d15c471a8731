"""Makes its layer once, for all models.

Killed by: test_box_is_a_linear_function
"""

import keras

LAYER = keras.layers.Dense(4, name="bounding_box")


def bounding_box_regression(x):
    return LAYER(x)
