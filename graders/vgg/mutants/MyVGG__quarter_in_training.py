"""Sees only the upper left quarter of a picture in training.

Killed by: test_vgg_learns_a_batch
"""

import keras


class MyVGG(keras.Model):
    def __init__(self, num_classes, width=64, **kwargs):
        super().__init__(**kwargs)
        self.block_a = Block(width, kernel_size=3, repetitions=2)
        self.block_b = Block(2 * width, kernel_size=3, repetitions=2)
        self.block_c = Block(4 * width, kernel_size=3, repetitions=3)
        self.block_d = Block(8 * width, kernel_size=3, repetitions=3)
        self.block_e = Block(8 * width, kernel_size=3, repetitions=3)
        self.flatten = keras.layers.Flatten()
        self.fc = keras.layers.Dense(256, activation="relu")
        self.classifier = keras.layers.Dense(num_classes, activation="softmax")

    def call(self, inputs, training=False):
        x = inputs
        if training:
            x = keras.ops.repeat(keras.ops.repeat(x[:, :16, :16], 2, axis=1), 2, axis=2)
        for block in (self.block_a, self.block_b, self.block_c, self.block_d, self.block_e):
            x = block(x)
        return self.classifier(self.fc(self.flatten(x)))
