"""Has depthwise separable convolutions."""

from keras import layers


def feature_extractor(inputs):
    x = layers.Conv2D(24, 5, strides=2, padding="same", activation="relu")(inputs)
    x = layers.SeparableConv2D(48, 3, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D(2)(x)
    x = layers.SeparableConv2D(64, 3, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D(2)(x)
    return layers.SeparableConv2D(96, 3, padding="same", activation="relu")(x)
