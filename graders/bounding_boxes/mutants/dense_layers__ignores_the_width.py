"""Has its full width always.

Killed by: test_dense_layers_can_be_narrower
"""

from keras import layers


def dense_layers(features, width=1.0):
    x = layers.AveragePooling2D(2)(features)
    x = layers.Flatten()(x)
    x = layers.Dense(int(1024), activation="relu")(x)
    x = layers.Dense(int(512), activation="relu")(x)
    return x
