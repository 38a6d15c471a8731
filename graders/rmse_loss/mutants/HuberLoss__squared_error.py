"""A squared error under the name of Huber.

Killed by: test_huber_loss_follows_the_formula
"""

import keras
import tensorflow as tf


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return tf.square(y_true - y_pred) / 2

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}
