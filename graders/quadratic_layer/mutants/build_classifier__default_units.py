"""Leaves the number of units at its default.

Killed by: test_classifier_uses_128_quadratic_units_with_relu
"""

import keras


def build_classifier(num_classes):
    return keras.Sequential(
        [
            keras.Input((8, 8)),
            keras.layers.Flatten(),
            SimpleQuadratic(activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
