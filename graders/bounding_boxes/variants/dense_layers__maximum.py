"""Takes the maximum of each window, and names its layers."""

import keras


def dense_layers(features, width=1.0):
    x = keras.layers.MaxPooling2D(pool_size=(2, 2), name="pool")(features)
    x = keras.layers.Flatten(name="flat")(x)
    x = keras.layers.Dense(units=round(1024 * width), activation=keras.activations.relu)(x)
    return keras.layers.Dense(units=round(512 * width), activation=keras.activations.relu)(x)
