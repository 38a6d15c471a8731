"""The root is taken of each square, so that the mean absolute error is left.

Killed by: test_rmse_of_four_numbers
"""

import tensorflow as tf


def my_rmse(y_true, y_pred):
    return tf.reduce_mean(tf.sqrt(tf.square(y_true - y_pred)))
