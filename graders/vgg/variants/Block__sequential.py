"""Is a Sequential, whose layers have the names."""

import keras


class Block(keras.Sequential):
    def __init__(self, filters, kernel_size, repetitions, pool_size=2, strides=2):
        super().__init__()
        for i in range(repetitions):
            self.add(
                keras.layers.Conv2D(
                    filters, kernel_size, activation="relu", padding="same", name=f"conv2D_{i}"
                )
            )
        self.add(keras.layers.MaxPooling2D(pool_size, strides, name="max_pool"))
