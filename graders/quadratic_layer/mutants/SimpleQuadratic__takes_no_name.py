"""Cannot take Keras' own settings back, such as its name, when it is read again.

Killed by: test_layer_survives_its_configuration
"""

import keras


class SimpleQuadratic(keras.layers.Layer):
    def __init__(self, units=32, activation=None):
        super().__init__()
        self.units = units
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        shape = (input_shape[-1], self.units)
        self.a = self.add_weight(name="a", shape=shape, initializer="random_normal")
        self.b = self.add_weight(name="b", shape=shape, initializer="random_normal")
        self.c = self.add_weight(name="c", shape=(self.units,), initializer="zeros")

    def call(self, x):
        return self.activation(x**2 @ self.a + x @ self.b + self.c)
