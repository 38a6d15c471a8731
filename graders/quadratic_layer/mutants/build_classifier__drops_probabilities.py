"""Drops probabilities after the softmax.

Killed by: test_classifier_drops_a_fifth_in_training_only
"""

import keras


def build_classifier(num_classes):
    return keras.Sequential(
        [
            keras.Input((8, 8)),
            keras.layers.Flatten(),
            SimpleQuadratic(128, activation="relu"),
            keras.layers.Dense(num_classes, activation="softmax"),
            keras.layers.Dropout(0.2),
        ]
    )
