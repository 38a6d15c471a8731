"""The sum is divided by the number of rows, where it should be the number of elements.

Killed by: test_rmse_of_any_shape
"""

import tensorflow as tf


def my_rmse(y_true, y_pred):
    squares = tf.square(y_pred - y_true)
    return tf.sqrt(tf.reduce_sum(squares) / tf.cast(tf.shape(squares)[0], squares.dtype))
