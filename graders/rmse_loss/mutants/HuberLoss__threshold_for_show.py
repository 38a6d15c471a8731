"""Shows any threshold it is given, and computes with 1.

Killed by: test_huber_loss_with_other_thresholds
"""

import keras
import tensorflow as tf


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        size = tf.abs(y_true - y_pred)
        return tf.where(size <= 1.0, size**2 / 2, size - 0.5)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}
