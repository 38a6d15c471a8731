"""The way older courses write it, with tf.keras and activations as functions."""

import tensorflow as tf


def base_model(inputs):
    # connect a Dense layer with 128 neurons and a relu activation
    x = tf.keras.layers.Dense(128, activation=tf.nn.relu)(inputs)
    x = tf.keras.layers.Dense(128, activation=tf.keras.activations.relu)(x)
    return x
