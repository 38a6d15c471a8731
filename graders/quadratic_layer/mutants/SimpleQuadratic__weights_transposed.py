"""Makes the matrices as (units, in) and multiplies by their transpose.

Killed by: test_layer_makes_its_weights
"""

import keras
import tensorflow as tf


class SimpleQuadratic(keras.layers.Layer):
    def __init__(self, units=32, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        shape = (self.units, input_shape[-1])
        self.a = self.add_weight(name="a", shape=shape, initializer="random_normal")
        self.b = self.add_weight(name="b", shape=shape, initializer="random_normal")
        self.c = self.add_weight(name="c", shape=(self.units,), initializer="zeros")

    def call(self, x):
        return self.activation(x**2 @ tf.transpose(self.a) + x @ tf.transpose(self.b) + self.c)

    def get_config(self):
        activation = keras.activations.serialize(self.activation)
        return {**super().get_config(), "units": self.units, "activation": activation}
