"""Compares the error itself with the threshold, so that every negative one counts as small.

Killed by: test_huber_of_negative_errors
"""

import tensorflow as tf


def my_huber(threshold):
    def huber(y_true, y_pred):
        error = y_pred - y_true
        line = threshold * (tf.abs(error) - threshold / 2)
        return tf.where(error <= threshold, tf.square(error) / 2, line)

    return huber
