"""Has a channel axis, and is compiled for labels of another kind."""

import keras


def build_classifier(num_classes):
    model = keras.models.Sequential(
        [
            keras.layers.Flatten(input_shape=(8, 8, 1)),
            SimpleQuadratic(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model
