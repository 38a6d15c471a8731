"""Calls the parts in a loop."""

import keras


def final_model(inputs):
    x = inputs
    for part in (feature_extractor, dense_layers, bounding_box_regression):
        x = part(x)
    return keras.models.Model(inputs, x)
