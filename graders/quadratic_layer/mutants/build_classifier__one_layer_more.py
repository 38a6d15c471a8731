"""Has a hidden Dense layer as well.

Killed by: test_classifier_is_made_of_the_layers_asked_for
"""

import keras


def build_classifier(num_classes):
    return keras.Sequential(
        [
            keras.Input((8, 8)),
            keras.layers.Flatten(),
            SimpleQuadratic(128, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
