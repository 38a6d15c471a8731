"""The quadratic part is a model of its own inside of the whole."""

import keras


def features():
    return keras.Sequential(
        [keras.layers.Flatten(), SimpleQuadratic(128, activation="relu"), keras.layers.Dropout(0.2)]
    )


def build_classifier(num_classes):
    pictures = keras.Input((8, 8))
    scores = keras.layers.Dense(num_classes, activation="softmax")
    return keras.Model(pictures, scores(features()(pictures)))
