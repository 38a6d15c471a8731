"""Has no activation: several convolutions that are no more than one.

Killed by: test_extractor_is_no_straight_line
"""

from keras import layers


def feature_extractor(inputs):
    x = layers.Conv2D(16, 5, strides=2, padding="same")(inputs)
    x = layers.Conv2D(32, 3, strides=2, padding="same")(x)
    return layers.Conv2D(64, 3, strides=2, padding="same")(x)
