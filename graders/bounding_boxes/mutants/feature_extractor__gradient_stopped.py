"""Lets no gradient through to its first two convolutions.

Killed by: test_extractor_learns_in_all_of_its_layers
"""

import keras
from keras import layers


def feature_extractor(inputs):
    x = layers.Conv2D(16, 5, strides=2, padding="same", activation="relu")(inputs)
    x = layers.Conv2D(24, 3, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D()(x)
    x = keras.ops.stop_gradient(x)
    x = layers.Conv2D(48, 3, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D()(x)
    x = layers.Conv2D(64, 3, padding="same", activation="relu")(x)
    return x
