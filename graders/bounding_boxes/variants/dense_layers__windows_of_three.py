"""Pools over windows of 3 × 3, with keras.ops."""

import keras


def dense_layers(features, width=1.0):
    x = keras.ops.average_pool(features, 3, strides=2, padding="same")
    x = keras.layers.Flatten()(x)
    x = keras.ops.relu(keras.layers.Dense(int(1024 * width))(x))
    return keras.ops.relu(keras.layers.Dense(int(512 * width))(x))
