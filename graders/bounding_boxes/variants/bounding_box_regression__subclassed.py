"""Is a class of its own, derived from Dense."""

import keras


class Box(keras.layers.Dense):
    def __init__(self, **settings):
        super().__init__(4, **settings)


def bounding_box_regression(x):
    return Box(name="bounding_box")(x)
