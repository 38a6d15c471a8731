"""Freezes both layers.

Killed by: test_dense_layers_learn
"""

from keras import layers


def dense_layers(features, width=1.0):
    x = layers.AveragePooling2D(2)(features)
    x = layers.Flatten()(x)
    x = layers.Dense(int(1024 * width), activation="relu", trainable=False)(x)
    x = layers.Dense(int(512 * width), activation="relu", trainable=False)(x)
    return x
