"""Begins with truncated normal numbers, and has a weight more that nothing uses."""

import keras
import tensorflow as tf


class SimpleQuadratic(keras.layers.Layer):
    def __init__(self, units=32, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        shape = (input_shape[-1], self.units)
        self.a = self.add_weight(name="a", shape=shape, initializer="he_normal")
        self.b = self.add_weight(name="b", shape=shape, initializer="glorot_normal")
        self.c = self.add_weight(name="c", shape=(self.units,), initializer="zeros")
        self.d = self.add_weight(name="d", shape=(self.units,), initializer="zeros")

    def call(self, inputs):
        quadratic = tf.tensordot(tf.pow(inputs, 2), self.a, axes=1)
        linear = tf.tensordot(inputs, self.b, axes=1)
        return self.activation(tf.add_n([quadratic, linear]) + self.c)

    def get_config(self):
        base_config = super().get_config()
        config = {"units": self.units, "activation": keras.activations.serialize(self.activation)}
        return {**base_config, **config}
