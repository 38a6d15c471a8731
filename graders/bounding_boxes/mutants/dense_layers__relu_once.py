"""Forgets relu in the second layer.

Killed by: test_dense_layers_compute_relu_twice
"""

from keras import layers


def dense_layers(features, width=1.0):
    x = layers.AveragePooling2D(2)(features)
    x = layers.Flatten()(x)
    x = layers.Dense(int(1024 * width), activation="relu")(x)
    x = layers.Dense(int(512 * width))(x)
    return x
