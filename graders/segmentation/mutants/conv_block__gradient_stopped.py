"""Lets no gradient through to the first convolution.

Killed by: test_block_learns
"""

import keras


def conv_block(input, filters, kernel_size, pooling_size, pool_strides):
    x = keras.layers.Conv2D(filters, kernel_size, padding="same")(input)
    x = keras.layers.LeakyReLU()(x)
    x = keras.ops.stop_gradient(x)
    x = keras.layers.Conv2D(filters, kernel_size, padding="same")(x)
    x = keras.layers.LeakyReLU()(x)
    x = keras.layers.MaxPooling2D(pooling_size, strides=pool_strides)(x)
    x = keras.layers.BatchNormalization()(x)
    return x
