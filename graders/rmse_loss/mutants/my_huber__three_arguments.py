"""Returns a function that wants the threshold once more.

Killed by: test_huber_makes_a_function
"""

import tensorflow as tf


def my_huber(threshold):
    def huber(y_true, y_pred, threshold):
        error = y_true - y_pred
        small = tf.abs(error) <= threshold
        return tf.where(small, error**2 / 2, threshold * (tf.abs(error) - threshold / 2))

    return huber
