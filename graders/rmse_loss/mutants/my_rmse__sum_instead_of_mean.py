"""The errors are summed, so that the loss grows with the size of the batch.

Killed by: test_rmse_of_four_numbers
"""

import tensorflow as tf


def my_rmse(y_true, y_pred):
    return tf.sqrt(tf.reduce_sum(tf.square(y_true - y_pred)))
