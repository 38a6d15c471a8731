"""Keeps its parts in a list besides, and has a dropout of nothing."""

import keras


class MyVGG(keras.Model):
    def __init__(self, num_classes, width=64, **kwargs):
        super().__init__(**kwargs)
        filters = [width * times for times in (1, 2, 4, 8, 8)]
        self.blocks = [
            Block(count, kernel_size=3, repetitions=repetitions)
            for count, repetitions in zip(filters, (2, 2, 3, 3, 3))
        ]
        self.block_a, self.block_b, self.block_c, self.block_d, self.block_e = self.blocks
        self.flatten = keras.layers.Flatten()
        self.fc = keras.layers.Dense(256, activation=keras.activations.relu)
        self.dropout = keras.layers.Dropout(0.0)
        self.classifier = keras.layers.Dense(num_classes, activation=keras.activations.softmax)

    def call(self, inputs, training=False):
        for block in self.blocks:
            inputs = block(inputs, training=training)
        return self.classifier(self.dropout(self.fc(self.flatten(inputs)), training=training))
