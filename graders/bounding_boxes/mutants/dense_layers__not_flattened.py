"""Does not flatten, so that every place gets a vector of its own.

Killed by: test_dense_layers_give_a_vector
"""

from keras import layers


def dense_layers(features, width=1.0):
    x = layers.AveragePooling2D(2)(features)
    x = layers.Dense(int(1024 * width), activation="relu")(x)
    x = layers.Dense(int(512 * width), activation="relu")(x)
    return x
