"""Keeps its convolutions in a list besides, and goes through that."""

import keras


class Block(keras.Model):
    def __init__(self, filters, kernel_size, repetitions, pool_size=2, strides=2, **kwargs):
        super().__init__(**kwargs)
        self.convolutions = []
        for i in range(repetitions):
            convolution = keras.layers.Conv2D(
                filters, kernel_size, padding="same", activation="relu"
            )
            self.convolutions.append(convolution)
            setattr(self, f"conv2D_{i}", convolution)
        self.max_pool = keras.layers.MaxPooling2D(pool_size, strides)

    def call(self, inputs):
        x = inputs
        for convolution in self.convolutions:
            x = convolution(x)
        return self.max_pool(x)
