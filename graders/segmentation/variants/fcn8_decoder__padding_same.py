"""With padded transposed convolutions, and a slice in the place of cropping."""

import keras
from keras import layers


def enlarge(x, n_classes, by):
    return layers.Conv2DTranspose(n_classes, 2 * by, strides=by, padding="same")(x)


def fcn8_decoder(convs, n_classes):
    fine, middle, coarse = convs
    x = layers.Conv2D(64, (3, 3), padding="same")(coarse)
    x = layers.ReLU()(x)
    x = layers.ReLU()(layers.Conv2D(64, 1)(x))
    x = enlarge(x, n_classes, 2) + layers.Conv2D(n_classes, 1)(middle)
    x = enlarge(x, n_classes, 2) + layers.Conv2D(n_classes, 1)(fine)
    x = enlarge(x, n_classes, 8)[:, :64, :84]
    return keras.ops.softmax(x, axis=-1)
