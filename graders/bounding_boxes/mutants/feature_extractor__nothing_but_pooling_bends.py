"""Forgets the activations; only the maxima of the pooling keep it from being a straight line.

Killed by: test_extractor_is_no_straight_line
"""

from keras import layers


def feature_extractor(inputs):
    x = layers.Conv2D(16, 5, strides=2, padding="same")(inputs)
    x = layers.Conv2D(24, 3, padding="same")(x)
    x = layers.MaxPooling2D()(x)
    x = layers.Conv2D(48, 3, padding="same")(x)
    x = layers.MaxPooling2D()(x)
    return layers.Conv2D(64, 3, padding="same")(x)
