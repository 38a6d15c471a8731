"""An `if` on the mean error decides for the whole batch at once.

Killed by: test_huber_of_negative_errors
"""

import tensorflow as tf


def my_huber(threshold):
    def huber(y_true, y_pred):
        error = tf.abs(y_true - y_pred)
        if tf.reduce_mean(error) <= threshold:
            return tf.reduce_mean(tf.square(error)) / 2
        return tf.reduce_mean(threshold * (error - threshold / 2))

    return huber
