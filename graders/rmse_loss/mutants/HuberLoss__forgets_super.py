"""Does not let the base class prepare itself.

Killed by: test_huber_loss_is_a_keras_loss
"""

import keras
import tensorflow as tf


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold):
        self.threshold = threshold

    def call(self, y_true, y_pred):
        size = tf.abs(y_true - y_pred)
        line = self.threshold * (size - self.threshold / 2)
        return tf.where(size <= self.threshold, size**2 / 2, line)

    def get_config(self):
        return {"threshold": self.threshold}
