"""Freezes the quadratic layer: random features, and only the last layer learns.

Killed by: test_classifier_trains_all_of_its_weights
"""

import keras


def build_classifier(num_classes):
    layer = SimpleQuadratic(128, activation="relu")
    layer.trainable = False
    return keras.Sequential(
        [
            keras.Input((8, 8)),
            keras.layers.Flatten(),
            layer,
            keras.layers.Dropout(0.2),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
