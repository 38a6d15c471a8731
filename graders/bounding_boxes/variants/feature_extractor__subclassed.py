"""Is a layer of its own, made of a list of layers."""

import keras


class Stack(keras.layers.Layer):
    def __init__(self, **settings):
        super().__init__(**settings)
        self.steps = [
            keras.layers.Conv2D(16, 5, 2, "same", activation="relu"),
            keras.layers.Conv2D(32, 3, 2, "same", activation="relu"),
            keras.layers.Conv2D(64, 3, 2, "same", activation="relu"),
        ]

    def call(self, x):
        for step in self.steps:
            x = step(x)
        return x


def feature_extractor(inputs):
    return Stack()(inputs)
