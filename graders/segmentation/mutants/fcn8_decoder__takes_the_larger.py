"""Takes the larger score of two, in the place of their sum.

Killed by: test_decoder_adds_the_maps
"""

import keras
from keras import layers


def fcn8_decoder(convs, n_classes):
    f3, f4, f5 = convs
    x = layers.Conv2D(128, 3, padding="same", activation="relu")(f5)
    x = layers.Conv2D(128, 1, activation="relu")(x)
    x = layers.Conv2DTranspose(n_classes, 4, strides=2, use_bias=False)(x)
    x = layers.Cropping2D(1)(x)
    skip4 = layers.Conv2D(n_classes, 1)(f4)
    x = layers.Add()([x, skip4])
    x = layers.Conv2DTranspose(n_classes, 4, strides=2, use_bias=False)(x)
    x = layers.Cropping2D(1)(x)
    skip3 = layers.Conv2D(n_classes, 1)(f3)
    x = layers.Maximum()([x, skip3])
    x = layers.Conv2DTranspose(n_classes, 8, strides=8, use_bias=False)(x)
    x = layers.Cropping2D(((0, 0), (0, 12)))(x)
    return layers.Softmax()(x)
