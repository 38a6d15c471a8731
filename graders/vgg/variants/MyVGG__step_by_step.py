"""Calls part after part, with blocks by position."""

import keras
import tensorflow as tf


class MyVGG(keras.Model):
    def __init__(self, num_classes, width=64):
        super(MyVGG, self).__init__()
        self.block_a = Block(width, 3, 2)
        self.block_b = Block(width * 2, 3, 2)
        self.block_c = Block(width * 4, 3, 3)
        self.block_d = Block(width * 8, 3, 3)
        self.block_e = Block(width * 8, 3, 3)
        self.flatten = tf.keras.layers.Flatten()
        self.fc = tf.keras.layers.Dense(units=256, activation="relu")
        self.classifier = tf.keras.layers.Dense(units=num_classes, activation="softmax")

    def call(self, inputs):
        x = self.block_a(inputs)
        x = self.block_b(x)
        x = self.block_c(x)
        x = self.block_d(x)
        x = self.block_e(x)
        x = self.flatten(x)
        x = self.fc(x)
        x = self.classifier(x)
        return x
