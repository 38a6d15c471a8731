"""Has batch normalisation between convolutions and activations, which have no bias."""

from keras import layers


def block(x, filters, strides):
    x = layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    return layers.ReLU()(x)


def feature_extractor(inputs):
    x = inputs
    for filters, strides in ((16, 2), (32, 1), (48, 2), (64, 2)):
        x = block(x, filters, strides)
    return x
