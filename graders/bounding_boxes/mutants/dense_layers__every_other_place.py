"""Leaves out every other row and column, where it should pool.

Killed by: test_dense_layers_pool_first
"""

from keras import layers


def dense_layers(features, width=1.0):
    x = features[:, ::2, ::2]
    x = layers.Flatten()(x)
    x = layers.Dense(int(1024 * width), activation="relu")(x)
    x = layers.Dense(int(512 * width), activation="relu")(x)
    return x
