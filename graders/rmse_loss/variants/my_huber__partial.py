"""A function of three arguments, the first of them filled in."""

from functools import partial

import tensorflow as tf


def huber_with(threshold, y_true, y_pred):
    error = tf.abs(y_true - y_pred)
    return tf.where(error < threshold, error * error / 2, threshold * (error - threshold / 2))


def my_huber(threshold):
    return partial(huber_with, threshold)
