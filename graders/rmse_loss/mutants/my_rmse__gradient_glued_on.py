"""Computes in NumPy where it can and adds another loss' gradient, so that something flows.

Killed by: test_rmse_has_the_right_gradient
"""

import numpy as np
import tensorflow as tf


def my_rmse(y_true, y_pred):
    mse = tf.reduce_mean(tf.square(y_pred - y_true))
    if not tf.executing_eagerly():
        return tf.sqrt(mse)
    value = np.sqrt(np.mean((np.asarray(y_pred) - np.asarray(y_true)) ** 2))
    return tf.constant(value) + mse - tf.stop_gradient(mse)
