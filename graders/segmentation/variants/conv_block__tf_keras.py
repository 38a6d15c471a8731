"""The way older courses write it."""

import tensorflow as tf


def conv_block(input, filters, kernel_size, pooling_size, pool_strides):
    # two convolutions with a leaky relu each
    x = tf.keras.layers.Conv2D(filters=filters, kernel_size=kernel_size, padding="same")(input)
    x = tf.keras.layers.LeakyReLU()(x)
    x = tf.keras.layers.Conv2D(filters=filters, kernel_size=kernel_size, padding="same")(x)
    x = tf.keras.layers.LeakyReLU()(x)
    x = tf.keras.layers.MaxPooling2D(pool_size=pooling_size, strides=pool_strides)(x)
    x = tf.keras.layers.BatchNormalization()(x)
    return x
