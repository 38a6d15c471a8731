"""Lets no gradient through to what comes before.

Killed by: test_dense_layers_learn
"""

import keras
from keras import layers


def dense_layers(features, width=1.0):
    x = layers.AveragePooling2D(2)(keras.ops.stop_gradient(features))
    x = layers.Flatten()(x)
    x = layers.Dense(int(1024 * width), activation="relu")(x)
    x = layers.Dense(int(512 * width), activation="relu")(x)
    return x
