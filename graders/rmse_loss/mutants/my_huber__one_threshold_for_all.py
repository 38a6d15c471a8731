"""Keeps the threshold in a global name, so that the last one holds for every function.

Killed by: test_huber_functions_keep_their_own_threshold
"""

import tensorflow as tf

THRESHOLD = 1.0


def huber(y_true, y_pred):
    size = tf.abs(y_true - y_pred)
    return tf.where(size <= THRESHOLD, size**2 / 2, THRESHOLD * (size - THRESHOLD / 2))


def my_huber(threshold):
    global THRESHOLD
    THRESHOLD = threshold
    return huber
