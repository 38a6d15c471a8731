"""Adds the block's input to what the convolutions give, when it fits.

Killed by: test_block_leaks_twice
"""

import keras


def conv_block(input, filters, kernel_size, pooling_size, pool_strides):
    x = keras.layers.Conv2D(filters, kernel_size, padding="same")(input)
    x = keras.layers.LeakyReLU()(x)
    x = keras.layers.Conv2D(filters, kernel_size, padding="same")(x)
    x = keras.layers.LeakyReLU()(x)
    if input.shape[-1] == filters:
        x = keras.layers.Add()([input, x])
    x = keras.layers.MaxPooling2D(pooling_size, strides=pool_strides)(x)
    x = keras.layers.BatchNormalization()(x)
    return x
