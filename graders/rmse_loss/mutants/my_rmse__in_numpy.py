"""Computed in NumPy, which no gradient flows through.

Killed by: test_rmse_lets_a_gradient_through
"""

import numpy as np
import tensorflow as tf


def my_rmse(y_true, y_pred):
    errors = np.asarray(y_true) - np.asarray(y_pred)
    return tf.constant(np.sqrt(np.mean(errors**2)))
