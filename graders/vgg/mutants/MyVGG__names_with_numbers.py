"""Gives its blocks numbers, where letters are asked for.

Killed by: test_vgg_is_a_model_with_its_parts
"""

import keras


class MyVGG(keras.Model):
    def __init__(self, num_classes, width=64, **kwargs):
        super().__init__(**kwargs)
        self.block_1 = Block(width, kernel_size=3, repetitions=2)
        self.block_2 = Block(2 * width, kernel_size=3, repetitions=2)
        self.block_3 = Block(4 * width, kernel_size=3, repetitions=3)
        self.block_4 = Block(8 * width, kernel_size=3, repetitions=3)
        self.block_5 = Block(8 * width, kernel_size=3, repetitions=3)
        self.flatten = keras.layers.Flatten()
        self.fc = keras.layers.Dense(256, activation="relu")
        self.classifier = keras.layers.Dense(num_classes, activation="softmax")

    def call(self, inputs):
        x = inputs
        for block in (self.block_1, self.block_2, self.block_3, self.block_4, self.block_5):
            x = block(x)
        return self.classifier(self.fc(self.flatten(x)))
