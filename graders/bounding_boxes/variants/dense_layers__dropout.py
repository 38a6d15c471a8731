"""Has dropout between its layers, and keeps the width a number of units apart."""

from keras import layers


def dense_layers(features, width=1.0):
    units = int(512 * width)
    x = layers.MaxPool2D()(features)
    x = layers.Flatten()(x)
    x = layers.Dense(2 * units, activation="relu")(x)
    x = layers.Dropout(0.1)(x)
    return layers.Dense(units, activation="relu")(x)
