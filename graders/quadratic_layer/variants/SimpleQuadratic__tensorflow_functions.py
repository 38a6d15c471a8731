"""Written with TensorFlow's functions, and with add_weight's arguments by position."""

import tensorflow as tf
from tensorflow.keras.layers import Layer


class SimpleQuadratic(Layer):
    """Quadratic Layer"""

    def __init__(self, units=32, activation=None, **kwargs):
        super(SimpleQuadratic, self).__init__(**kwargs)  # noqa: UP008 - as older notebooks have it
        self.units = units
        self.activation = tf.keras.activations.get(activation)

    def build(self, input_shape):
        normal = tf.random_normal_initializer()
        self.a = self.add_weight((input_shape[-1], self.units), normal, name="a")
        self.b = self.add_weight((input_shape[-1], self.units), normal, name="b")
        self.c = self.add_weight((self.units,), tf.zeros_initializer(), name="c")
        super().build(input_shape)

    def call(self, inputs):
        x_squared = tf.math.square(inputs)
        return self.activation(tf.matmul(x_squared, self.a) + tf.matmul(inputs, self.b) + self.c)

    def get_config(self):
        config = super().get_config()
        config.update(units=self.units, activation=tf.keras.activations.serialize(self.activation))
        return config
