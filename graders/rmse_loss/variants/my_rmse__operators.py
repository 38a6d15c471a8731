"""Written with operators, the difference taken the other way round."""

import tensorflow as tf


def my_rmse(true_values, predictions):
    error = true_values - predictions
    return tf.reduce_mean(error * error) ** 0.5
