"""Averages over the whole map, and forgets where anything was.

Killed by: test_dense_layers_know_the_place
"""

from keras import layers


def dense_layers(features, width=1.0):
    x = layers.GlobalAveragePooling2D()(features)
    x = layers.Flatten()(x)
    x = layers.Dense(int(1024 * width), activation="relu")(x)
    x = layers.Dense(int(512 * width), activation="relu")(x)
    return x
