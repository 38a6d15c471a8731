"""Returns an object that can be called."""

import tensorflow as tf


class Huber:
    def __init__(self, threshold):
        self.limit = threshold

    def __call__(self, y_true, y_pred):
        size = tf.abs(y_true - y_pred)
        return tf.where(size > self.limit, self.limit * (size - self.limit / 2), size**2 / 2)


def my_huber(threshold):
    return Huber(threshold)
