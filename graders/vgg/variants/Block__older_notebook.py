"""As older notebooks have it: tf.keras, super with arguments, __setattr__ and names."""

import tensorflow as tf
from tensorflow.keras.layers import Conv2D, MaxPooling2D
from tensorflow.keras.models import Model


class Block(Model):
    def __init__(self, filters, kernel_size, repetitions, pool_size=2, strides=2):
        super(Block, self).__init__()
        self.filters = filters
        self.kernel_size = kernel_size
        self.repetitions = repetitions
        for i in range(0, self.repetitions):
            self.__setattr__(
                f"conv2D_{i}",
                Conv2D(self.filters, self.kernel_size, activation="relu", padding="same"),
            )
        self.max_pool = MaxPooling2D(pool_size=(pool_size, pool_size), strides=(strides, strides))

    def call(self, inputs):
        conv2D_0 = self.conv2D_0
        x = conv2D_0(inputs)
        for i in range(1, self.repetitions):
            conv2D_i = self.__getattribute__(f"conv2D_{i}")
            x = conv2D_i(x)
        max_pool = self.max_pool(x)
        return max_pool
