"""Has 4096 units in its dense layer.

Killed by: test_vgg_has_its_full_size_by_default
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
        self.fc = keras.layers.Dense(4096, activation="relu")
        self.classifier = keras.layers.Dense(num_classes, activation="softmax")

    def call(self, inputs):
        x = inputs
        for block in (self.block_a, self.block_b, self.block_c, self.block_d, self.block_e):
            x = block(x)
        return self.classifier(self.fc(self.flatten(x)))
