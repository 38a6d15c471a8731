"""Does not pool.

Killed by: test_dense_layers_pool_first
"""

from keras import layers


def dense_layers(features, width=1.0):
    x = layers.Flatten()(features)
    x = layers.Dense(int(1024 * width), activation="relu")(x)
    x = layers.Dense(int(512 * width), activation="relu")(x)
    return x
