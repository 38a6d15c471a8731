"""As a layer of its own."""

import keras
import tensorflow as tf


class Block(keras.layers.Layer):
    def __init__(self, filters, kernel_size, pooling_size, pool_strides):
        super().__init__()
        self.first = keras.layers.Conv2D(filters, kernel_size, padding="same")
        self.second = keras.layers.Conv2D(filters, kernel_size, padding="same")
        self.pool = keras.layers.MaxPooling2D(pooling_size, pool_strides)
        self.normalise = keras.layers.BatchNormalization()

    def call(self, x, training=None):
        x = tf.nn.leaky_relu(self.first(x), alpha=0.1)
        x = tf.nn.leaky_relu(self.second(x), alpha=0.1)
        return self.normalise(self.pool(x), training=training)


def conv_block(input, filters, kernel_size, pooling_size, pool_strides):
    return Block(filters, kernel_size, pooling_size, pool_strides)(input)
