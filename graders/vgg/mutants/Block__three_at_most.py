"""Knows three convolutions and no more.

Killed by: test_block_takes_any_number_of_repetitions
"""

import keras


class Block(keras.Model):
    def __init__(self, filters, kernel_size, repetitions, pool_size=2, strides=2, **kwargs):
        super().__init__(**kwargs)
        self.repetitions = repetitions = min(repetitions, 3)
        for i in range(repetitions):
            convolution = keras.layers.Conv2D(
                filters, kernel_size, padding="same", activation="relu"
            )
            setattr(self, f"conv2D_{i}", convolution)
        self.max_pool = keras.layers.MaxPooling2D(pool_size, strides)

    def call(self, inputs):
        x = inputs
        for i in range(self.repetitions):
            x = getattr(self, f"conv2D_{i}")(x)
        return self.max_pool(x)
