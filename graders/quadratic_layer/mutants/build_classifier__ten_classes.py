"""Always has ten outputs.

Killed by: test_classifier_has_as_many_outputs_as_classes
"""

import keras


def build_classifier(num_classes):
    return keras.Sequential(
        [
            keras.Input((8, 8)),
            keras.layers.Flatten(),
            SimpleQuadratic(128, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
