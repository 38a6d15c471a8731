"""Puts the activation into its configuration as it is, which no file can hold.

Killed by: test_layer_is_saved_with_its_model
"""

import keras


class SimpleQuadratic(keras.layers.Layer):
    def __init__(self, units=32, activation=None, **kwargs):
        self.given = repr(activation)
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        shape = (input_shape[-1], self.units)
        self.a = self.add_weight(name="a", shape=shape, initializer="random_normal")
        self.b = self.add_weight(name="b", shape=shape, initializer="random_normal")
        self.c = self.add_weight(name="c", shape=(self.units,), initializer="zeros")

    def call(self, x):
        return self.activation(x**2 @ self.a + x @ self.b + self.c)

    def get_config(self):
        return {"units": self.units, "activation": self.activation}
