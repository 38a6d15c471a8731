"""The line is used for small errors, the parabola for large ones.

Killed by: test_huber_of_small_errors
"""

import tensorflow as tf


def my_huber(threshold):
    def huber(y_true, y_pred):
        error = y_true - y_pred
        large = tf.abs(error) > threshold
        return tf.where(large, tf.square(error) / 2, threshold * (tf.abs(error) - threshold / 2))

    return huber
