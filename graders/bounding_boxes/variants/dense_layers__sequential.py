"""Is a Sequential model, called on the features."""

import keras


def dense_layers(features, width=1.0):
    first, second = (int(units * width) for units in (1024, 512))
    stack = keras.Sequential(
        [
            keras.layers.AveragePooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(first, "relu"),
            keras.layers.Dense(second, "relu"),
        ]
    )
    return stack(features)
