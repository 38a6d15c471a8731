"""Passes training=True to the dropout, so that it never stops.

Killed by: test_classifier_drops_a_fifth_in_training_only
"""

import keras


def build_classifier(num_classes):
    inputs = keras.Input((8, 8))
    x = keras.layers.Flatten()(inputs)
    x = SimpleQuadratic(128, activation="relu")(x)
    x = keras.layers.Dropout(0.2)(x, training=True)
    outputs = keras.layers.Dense(num_classes, activation="softmax")(x)
    return keras.Model(inputs, outputs)
