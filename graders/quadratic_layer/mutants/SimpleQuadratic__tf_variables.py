"""Makes its weights with tf.Variable, as in older notebooks: Keras 3 does not know of them.

Killed by: test_layer_is_trained_by_keras
"""

import keras
import tensorflow as tf


class SimpleQuadratic(keras.layers.Layer):
    def __init__(self, units=32, activation=None):
        super().__init__()
        self.units = units
        self.activation = tf.keras.activations.get(activation)

    def build(self, input_shape):
        a_init = tf.random_normal_initializer()
        self.a = tf.Variable(
            initial_value=a_init(shape=(input_shape[-1], self.units), dtype="float32"),
            trainable=True,
        )
        b_init = tf.random_normal_initializer()
        self.b = tf.Variable(
            initial_value=b_init(shape=(input_shape[-1], self.units), dtype="float32"),
            trainable=True,
        )
        c_init = tf.zeros_initializer()
        self.c = tf.Variable(
            initial_value=c_init(shape=(self.units,), dtype="float32"), trainable=True
        )

    def call(self, inputs):
        x_squared = tf.math.square(inputs)
        return self.activation(tf.matmul(x_squared, self.a) + tf.matmul(inputs, self.b) + self.c)
