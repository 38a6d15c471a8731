"""Mixes all places in a dense layer and gives the result the shape of a map.

Killed by: test_extractor_keeps_the_place
"""

from keras import layers


def feature_extractor(inputs):
    x = layers.Conv2D(16, 5, strides=4, padding="same", activation="relu")(inputs)
    x = layers.Conv2D(8, 3, strides=2, padding="same", activation="relu")(x)
    x = layers.Dense(288, activation="relu")(layers.Flatten()(x))
    return layers.Reshape((6, 6, 8))(x)
