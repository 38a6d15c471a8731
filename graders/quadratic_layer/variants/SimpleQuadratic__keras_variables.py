"""Makes keras.Variable objects itself; numbers of another, larger normal distribution."""

import keras


class SimpleQuadratic(keras.layers.Layer):
    def __init__(self, units=32, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units, self.activation = units, activation
        self.function = keras.activations.get(activation)

    def build(self, input_shape):
        shape = (int(input_shape[-1]), self.units)
        self.a = keras.Variable(keras.random.normal(shape, stddev=0.2), name="a")
        self.b = keras.Variable(keras.random.normal(shape, stddev=0.2), name="b")
        self.c = keras.Variable(keras.ops.zeros((self.units,)), name="c")

    def call(self, x):
        return self.function(self.c + x @ self.b + (x * x) @ self.a)

    def get_config(self):
        activation = keras.activations.serialize(self.function)
        return {**super().get_config(), "units": self.units, "activation": activation}
