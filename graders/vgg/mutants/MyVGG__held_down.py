"""Holds its weights down by a penalty that outweighs the loss.

Killed by: test_vgg_takes_the_step_of_its_gradient
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
        self.fc = keras.layers.Dense(
            256, activation="relu", kernel_regularizer=keras.regularizers.L2(3.0)
        )
        self.classifier = keras.layers.Dense(num_classes, activation="softmax")

    def call(self, inputs):
        x = inputs
        for block in (self.block_a, self.block_b, self.block_c, self.block_d, self.block_e):
            x = block(x)
        return self.classifier(self.fc(self.flatten(x)))
