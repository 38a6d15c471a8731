"""Does not say its threshold in the configuration.

Killed by: test_huber_loss_knows_its_threshold
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
