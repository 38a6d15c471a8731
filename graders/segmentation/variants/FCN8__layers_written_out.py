"""Writes the layers of the blocks out, and does not use conv_block."""

import keras
from keras import layers


def FCN8(input_height, input_width, width=32):
    inputs = keras.Input((input_height, input_width, 1))
    x = layers.ZeroPadding2D(((0, -input_height % 32), (0, -input_width % 32)))(inputs)
    maps = {}
    for number, factor in enumerate((1, 2, 4, 8, 8), start=1):
        for letter in "ab":
            x = layers.Conv2D(factor * width, 3, padding="same", name=f"conv{number}{letter}")(x)
            x = layers.LeakyReLU(name=f"bend{number}{letter}")(x)
        x = layers.MaxPooling2D(name=f"pool{number}")(x)
        maps[number] = x = layers.BatchNormalization(name=f"normal{number}")(x)
    return (maps[3], maps[4], maps[5]), inputs
