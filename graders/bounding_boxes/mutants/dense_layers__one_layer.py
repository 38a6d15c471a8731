"""Has one dense layer only.

Killed by: test_dense_layers_are_two
"""

from keras import layers


def dense_layers(features, width=1.0):
    x = layers.AveragePooling2D(2)(features)
    x = layers.Flatten()(x)
    x = layers.Dense(int(512 * width), activation="relu")(x)
    return x
