"""Has the right shapes, but the map is multiplied by 0.

Killed by: test_dense_layers_pool_first
"""

from keras import layers


def dense_layers(features, width=1.0):
    x = layers.AveragePooling2D(2)(0.0 * features)
    x = layers.Flatten()(x)
    x = layers.Dense(int(1024 * width), activation="relu")(x)
    x = layers.Dense(int(512 * width), activation="relu")(x)
    return x
