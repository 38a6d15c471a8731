"""Computes with a helper function outside of the class."""

import keras
import tensorflow as tf


def huber_of(error, threshold):
    size = tf.math.abs(error)
    return tf.where(size > threshold, threshold * size - threshold**2 / 2, tf.square(error) / 2)


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1, **options):
        super(HuberLoss, self).__init__(**options)  # noqa: UP008 - as older notebooks have it
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_of(y_true - y_pred, self.threshold)

    def get_config(self):
        return dict(super().get_config(), threshold=self.threshold)
