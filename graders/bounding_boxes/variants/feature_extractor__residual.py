"""Adds what goes into a convolution to what comes out, and normalises the pixels."""

from keras import layers


def feature_extractor(inputs):
    x = layers.Rescaling(scale=2.0, offset=-1.0)(inputs)
    x = layers.Conv2D(32, 5, strides=2, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D(2)(x)
    y = layers.Conv2D(32, 3, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D(2)(layers.Add()([x, y]))
    y = layers.Conv2D(32, 3, padding="same", activation="relu")(x)
    return layers.Add()([x, y])
