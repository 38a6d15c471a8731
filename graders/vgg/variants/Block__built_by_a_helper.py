"""Makes convolutions in a helper, with the relu as a function and He's initializer."""

import keras


def convolution(filters, kernel_size):
    return keras.layers.Conv2D(
        filters=filters,
        kernel_size=(kernel_size, kernel_size),
        padding="same",
        activation=keras.activations.relu,
        kernel_initializer="he_normal",
    )


class Block(keras.Model):
    def __init__(self, filters, kernel_size, repetitions, pool_size=2, strides=2, name=None):
        super().__init__(name=name)
        self.count = repetitions
        self.max_pool = keras.layers.MaxPooling2D((pool_size, pool_size), strides)
        for i in reversed(range(repetitions)):
            setattr(self, "conv2D_" + str(i), convolution(filters, kernel_size))

    def call(self, inputs):
        features = inputs
        for i in range(self.count):
            layer = getattr(self, "conv2D_%d" % i)
            features = layer(features)
        return self.max_pool(features)
