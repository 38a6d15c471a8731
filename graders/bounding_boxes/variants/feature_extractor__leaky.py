"""Has leaky relus as layers, average pooling, and a map of 12 × 12 places."""

import keras


def feature_extractor(inputs):
    x = inputs
    for filters in (16, 32):
        x = keras.layers.Conv2D(filters, 3, padding="same")(x)
        x = keras.layers.LeakyReLU()(x)
        x = keras.layers.AveragePooling2D(2)(x)
    return keras.layers.Conv2D(filters=32, kernel_size=3, padding="same", activation="elu")(x)
