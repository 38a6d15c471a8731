"""Stops the gradient after the quadratic layer, though every shape is right.

Killed by: test_classifier_trains_all_of_its_weights
"""

import keras


def build_classifier(num_classes):
    inputs = keras.Input((8, 8))
    x = keras.layers.Flatten()(inputs)
    x = SimpleQuadratic(128, activation="relu")(x)
    x = keras.layers.Lambda(keras.ops.stop_gradient)(x)
    x = keras.layers.Dropout(0.2)(x)
    return keras.Model(inputs, keras.layers.Dense(num_classes, activation="softmax")(x))
