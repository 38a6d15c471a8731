"""As a Sequential model that is called on the input."""

import keras
from keras import layers


def conv_block(input, filters, kernel_size, pooling_size, pool_strides):
    steps = []
    for _ in range(2):
        steps += [layers.Conv2D(filters, kernel_size, padding="same"), layers.LeakyReLU(0.2)]
    steps += [layers.MaxPool2D(pooling_size, pool_strides), layers.BatchNormalization()]
    return keras.Sequential(steps)(input)
