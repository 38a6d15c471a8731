"""The square is not halved.

Killed by: test_huber_of_small_errors
"""

import tensorflow as tf


def my_huber(threshold):
    def huber(y_true, y_pred):
        error = y_true - y_pred
        small = tf.abs(error) <= threshold
        return tf.where(small, tf.square(error), threshold * (tf.abs(error) - threshold / 2))

    return huber
