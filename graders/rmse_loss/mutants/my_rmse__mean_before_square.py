"""The errors are averaged first, so that those upwards and downwards cancel.

Killed by: test_rmse_of_four_numbers
"""

import tensorflow as tf


def my_rmse(y_true, y_pred):
    return tf.sqrt(tf.square(tf.reduce_mean(y_true - y_pred)))
