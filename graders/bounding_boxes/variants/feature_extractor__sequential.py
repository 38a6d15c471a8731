"""Is a Sequential model, called on the inputs."""

import keras


def feature_extractor(inputs):
    stack = keras.Sequential(
        [
            keras.layers.Conv2D(16, (3, 3), activation="relu"),
            keras.layers.MaxPooling2D((2, 2)),
            keras.layers.Conv2D(32, (3, 3), activation="relu"),
            keras.layers.MaxPooling2D((2, 2)),
            keras.layers.Conv2D(64, (3, 3), activation="relu"),
        ]
    )
    return stack(inputs)
