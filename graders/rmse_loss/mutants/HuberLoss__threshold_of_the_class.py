"""The threshold belongs to the class, as in many a tutorial, and never changes.

Killed by: test_huber_loss_knows_its_threshold
"""

import keras
import tensorflow as tf


class HuberLoss(keras.losses.Loss):
    threshold = 1

    def __init__(self, threshold):
        super().__init__()

    def call(self, y_true, y_pred):
        size = tf.abs(y_true - y_pred)
        line = self.threshold * (size - (0.5 * self.threshold))
        return tf.where(size <= self.threshold, tf.square(size) / 2, line)

    def get_config(self):
        return {"threshold": self.threshold}
