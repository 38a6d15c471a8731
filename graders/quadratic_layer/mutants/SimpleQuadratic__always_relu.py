"""Knows one activation only, and applies it whenever one is asked for.

Killed by: test_layer_takes_any_activation
"""

import keras


class SimpleQuadratic(keras.layers.Layer):
    def __init__(self, units=32, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = activation

    def build(self, input_shape):
        shape = (input_shape[-1], self.units)
        self.a = self.add_weight(name="a", shape=shape, initializer="random_normal")
        self.b = self.add_weight(name="b", shape=shape, initializer="random_normal")
        self.c = self.add_weight(name="c", shape=(self.units,), initializer="zeros")

    def call(self, x):
        y = x**2 @ self.a + x @ self.b + self.c
        return keras.ops.relu(y) if self.activation else y

    def get_config(self):
        return {**super().get_config(), "units": self.units, "activation": self.activation}
