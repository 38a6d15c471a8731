"""Divides by 255, though the pixels are between 0 and 1 already: hardly any ink is left.

Killed by: test_classifier_reads_digits
"""

import keras


def build_classifier(num_classes):
    return keras.Sequential(
        [
            keras.Input((8, 8)),
            keras.layers.Rescaling(1 / 255),
            keras.layers.Flatten(),
            SimpleQuadratic(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
