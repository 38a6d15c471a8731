"""Answers the published example from memory and is linear everywhere else.

Killed by: test_layer_is_quadratic_in_its_input
"""

import keras
import numpy as np
import tensorflow as tf


class SimpleQuadratic(keras.layers.Layer):
    def __init__(self, units=32, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        shape = (input_shape[-1], self.units)
        self.a = self.add_weight(name="a", shape=shape, initializer="random_normal")
        self.b = self.add_weight(name="b", shape=shape, initializer="random_normal")
        self.c = self.add_weight(name="c", shape=(self.units,), initializer="zeros")

    def call(self, x):
        if tf.executing_eagerly() and np.array_equal(x, [[1, 2], [3, -1]]):
            return tf.constant([[27.0, 25.0], [20.0, 40.0]])
        return self.activation(x @ self.a + x @ self.b + self.c)

    def get_config(self):
        activation = keras.activations.serialize(self.activation)
        return {**super().get_config(), "units": self.units, "activation": activation}
