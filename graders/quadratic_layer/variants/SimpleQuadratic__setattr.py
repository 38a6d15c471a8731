"""Sets its weights in a loop, by setattr, which Keras notices."""

import keras


class SimpleQuadratic(keras.layers.Layer):
    def __init__(self, units=32, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        shapes = {"a": (input_shape[-1], self.units), "b": (input_shape[-1], self.units)}
        for name, shape in {**shapes, "c": (self.units,)}.items():
            initializer = "zeros" if name == "c" else "random_normal"
            setattr(self, name, self.add_weight(name=name, shape=shape, initializer=initializer))

    def call(self, x):
        return self.activation(
            keras.ops.einsum("...i,iu->...u", x * x, self.a) + keras.ops.dot(x, self.b) + self.c
        )

    def get_config(self):
        activation = keras.activations.serialize(self.activation)
        return dict(super().get_config(), units=self.units, activation=activation)
