"""The moving mean and variance never move.

Killed by: test_block_normalises_while_it_trains
"""

import keras


def conv_block(input, filters, kernel_size, pooling_size, pool_strides):
    x = keras.layers.Conv2D(filters, kernel_size, padding="same")(input)
    x = keras.layers.LeakyReLU()(x)
    x = keras.layers.Conv2D(filters, kernel_size, padding="same")(x)
    x = keras.layers.LeakyReLU()(x)
    x = keras.layers.MaxPooling2D(pooling_size, strides=pool_strides)(x)
    x = keras.layers.BatchNormalization(momentum=1.0)(x)
    return x
