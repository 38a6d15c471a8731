"""Is written with tf.keras."""

import tensorflow as tf


def bounding_box_regression(x):
    return tf.keras.layers.Dense(units=4, name="bounding_box")(x)
