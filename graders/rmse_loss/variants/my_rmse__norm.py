"""The length of the vector of errors, divided by the root of how many there are."""

import tensorflow as tf


def my_rmse(y_true, y_pred):
    error = tf.reshape(y_pred - y_true, [-1])
    return tf.norm(error) / tf.sqrt(tf.cast(tf.size(error), error.dtype))
