"""A tf.function with a helper function."""

import tensorflow as tf


def mean_square(values):
    return tf.reduce_mean(tf.pow(values, 2))


@tf.function
def my_rmse(y_true, y_pred):
    return tf.sqrt(mean_square(tf.subtract(y_pred, y_true)))
