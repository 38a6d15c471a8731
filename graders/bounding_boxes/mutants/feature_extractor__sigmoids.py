"""Has sigmoids all the way, through which hardly anything gets.

Killed by: test_extractor_finds_birds
"""

from keras import layers


def feature_extractor(inputs):
    x = layers.Conv2D(16, 5, strides=2, padding="same", activation="sigmoid")(inputs)
    x = layers.Conv2D(24, 3, padding="same", activation="sigmoid")(x)
    x = layers.MaxPooling2D()(x)
    x = layers.Conv2D(48, 3, padding="same", activation="sigmoid")(x)
    x = layers.MaxPooling2D()(x)
    x = layers.Conv2D(64, 3, padding="same", activation="sigmoid")(x)
    return x
