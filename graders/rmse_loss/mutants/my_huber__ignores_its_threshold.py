"""Knows the thresholds 1 and 2 of the published examples only.

Killed by: test_huber_with_other_thresholds
"""

import tensorflow as tf


def my_huber(threshold):
    limit = 2.0 if threshold == 2.0 else 1.0

    def huber(y_true, y_pred):
        size = tf.abs(y_true - y_pred)
        return tf.where(size <= limit, size**2 / 2, limit * (size - limit / 2))

    return huber
