"""Applies the relu in call, with TensorFlow's function, and pools with Keras' operation."""

import keras
import tensorflow as tf


class Block(keras.Model):
    def __init__(self, filters, kernel_size, repetitions, pool_size=2, strides=2):
        super().__init__()
        self.names = [f"conv2D_{i}" for i in range(repetitions)]
        for name in self.names:
            setattr(
                self, name, keras.layers.Conv2D(filters, kernel_size, padding="SAME", name=name)
            )
        self.max_pool = keras.layers.MaxPool2D(
            pool_size=pool_size, strides=strides, padding="valid"
        )

    def call(self, x, training=None):
        for name in self.names:
            x = tf.nn.relu(getattr(self, name)(x))
        return self.max_pool(x)
