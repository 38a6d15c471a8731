"""Makes a convolution more than it was asked for.

Killed by: test_block_is_a_model_with_its_parts
"""

import keras


class Block(keras.Model):
    def __init__(self, filters, kernel_size, repetitions, pool_size=2, strides=2, **kwargs):
        super().__init__(**kwargs)
        self.repetitions = repetitions
        for i in range(repetitions + 1):
            convolution = keras.layers.Conv2D(
                filters, kernel_size, padding="same", activation="relu"
            )
            setattr(self, f"conv2D_{i}", convolution)
        self.max_pool = keras.layers.MaxPooling2D(pool_size, strides)

    def call(self, inputs):
        x = inputs
        for i in range(self.repetitions + 1):
            x = getattr(self, f"conv2D_{i}")(x)
        return self.max_pool(x)
