"""Averages over all rows, and so forgets the height at which anything was.

Killed by: test_dense_layers_know_the_place
"""

import keras
from keras import layers


def dense_layers(features, width=1.0):
    x = keras.ops.mean(features, axis=1)
    x = layers.Flatten()(x)
    x = layers.Dense(int(1024 * width), activation="relu")(x)
    x = layers.Dense(int(512 * width), activation="relu")(x)
    return x
