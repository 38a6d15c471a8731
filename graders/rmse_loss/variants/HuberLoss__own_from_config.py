"""Writes from_config itself."""

import keras
import tensorflow as tf


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold):
        super().__init__(name="huber_loss")
        self.threshold = threshold

    def call(self, true, predicted):
        size = tf.abs(predicted - true)
        small = tf.cast(size <= self.threshold, size.dtype)
        return small * size**2 / 2 + (1 - small) * self.threshold * (size - self.threshold / 2)

    def get_config(self):
        return super().get_config() | {"threshold": self.threshold}

    @classmethod
    def from_config(cls, config):
        return cls(config["threshold"])
