"""Adds both pieces, each times a mask of zeros and ones."""

import tensorflow as tf


def my_huber(threshold=1.0):
    def huber(y_true, y_pred):
        size = tf.math.abs(tf.math.subtract(y_pred, y_true))
        small = tf.cast(size < threshold, size.dtype)
        return small * 0.5 * size**2 + (1 - small) * (threshold * size - 0.5 * threshold**2)

    return huber
