"""Leaves the padding out: every convolution takes two rows and columns off.

Killed by: test_block_gives_a_smaller_map
"""

import keras


def conv_block(input, filters, kernel_size, pooling_size, pool_strides):
    x = keras.layers.Conv2D(filters, kernel_size)(input)
    x = keras.layers.LeakyReLU()(x)
    x = keras.layers.Conv2D(filters, kernel_size)(x)
    x = keras.layers.LeakyReLU()(x)
    x = keras.layers.MaxPooling2D(pooling_size, strides=pool_strides)(x)
    x = keras.layers.BatchNormalization()(x)
    return x
