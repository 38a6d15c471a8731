"""Has another initializer."""

from keras import layers


def bounding_box_regression(x):
    return layers.Dense(
        4, kernel_initializer="he_normal", bias_initializer="zeros", name="bounding_box"
    )(x)
