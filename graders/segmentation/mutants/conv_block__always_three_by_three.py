"""Ignores the size of the kernels that is asked for.

Killed by: test_block_has_two_convolutions_and_a_normalisation
"""

import keras


def conv_block(input, filters, kernel_size, pooling_size, pool_strides):
    x = keras.layers.Conv2D(filters, 3, padding="same")(input)
    x = keras.layers.LeakyReLU()(x)
    x = keras.layers.Conv2D(filters, 3, padding="same")(x)
    x = keras.layers.LeakyReLU()(x)
    x = keras.layers.MaxPooling2D(pooling_size, strides=pool_strides)(x)
    x = keras.layers.BatchNormalization()(x)
    return x
