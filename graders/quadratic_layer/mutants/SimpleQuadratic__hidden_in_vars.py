"""Puts its weights into vars(self), past the place where Keras notes them.

Killed by: test_layer_is_trained_by_keras
"""

import keras
import tensorflow as tf


class SimpleQuadratic(keras.layers.Layer):
    def __init__(self, units=32, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        for name in ("a", "b"):
            numbers = tf.random.normal((input_shape[-1], self.units), stddev=0.05)
            vars(self)[name] = keras.Variable(numbers)
        vars(self)["c"] = keras.Variable(tf.zeros((self.units,)))

    def call(self, x):
        return self.activation(x**2 @ self.a + x @ self.b + self.c)

    def get_config(self):
        activation = keras.activations.serialize(self.activation)
        return {**super().get_config(), "units": self.units, "activation": activation}
