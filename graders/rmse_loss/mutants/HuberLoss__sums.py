"""Sums the losses of a batch before Keras can average them.

Killed by: test_huber_loss_follows_the_formula
"""

import keras
import tensorflow as tf


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        size = tf.abs(y_true - y_pred)
        line = self.threshold * (size - self.threshold / 2)
        return tf.reduce_sum(tf.where(size <= self.threshold, size**2 / 2, line))

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}
