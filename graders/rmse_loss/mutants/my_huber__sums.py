"""The losses of a batch are summed.

Killed by: test_huber_of_small_errors
"""

import tensorflow as tf


def my_huber(threshold):
    def huber(y_true, y_pred):
        size = tf.abs(y_true - y_pred)
        each = tf.where(size <= threshold, size**2 / 2, threshold * (size - threshold / 2))
        return tf.reduce_sum(each)

    return huber
