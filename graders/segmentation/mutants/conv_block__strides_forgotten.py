"""Forgets how far apart the windows are.

Killed by: test_block_pools_as_it_is_told
"""

import keras


def conv_block(input, filters, kernel_size, pooling_size, pool_strides):
    x = keras.layers.Conv2D(filters, kernel_size, padding="same")(input)
    x = keras.layers.LeakyReLU()(x)
    x = keras.layers.Conv2D(filters, kernel_size, padding="same")(x)
    x = keras.layers.LeakyReLU()(x)
    x = keras.layers.MaxPooling2D(pooling_size)(x)
    x = keras.layers.BatchNormalization()(x)
    return x
