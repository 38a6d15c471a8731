"""Makes its layers anew in every call.

Killed by: test_block_is_a_model_with_its_parts
"""

import keras


class Block(keras.Model):
    def __init__(self, filters, kernel_size, repetitions, pool_size=2, strides=2, **kwargs):
        super().__init__(**kwargs)
        self.repetitions = repetitions
        self.filters, self.kernel_size = filters, kernel_size
        self.max_pool = keras.layers.MaxPooling2D(pool_size, strides)

    def call(self, inputs):
        x = inputs
        for i in range(self.repetitions):
            convolution = keras.layers.Conv2D(
                self.filters, self.kernel_size, padding="same", activation="relu"
            )
            x = convolution(x)
        return self.max_pool(x)
