"""Has a fixed dictionary for a configuration: that of the published example.

Killed by: test_huber_loss_survives_its_configuration
"""

import keras
import tensorflow as tf


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold):
        super().__init__()
        self.threshold = threshold

    def call(self, y_true, y_pred):
        size = tf.abs(y_true - y_pred)
        line = self.threshold * (size - self.threshold / 2)
        return tf.where(size <= self.threshold, size**2 / 2, line)

    def get_config(self):
        return {"threshold": 2.5}
