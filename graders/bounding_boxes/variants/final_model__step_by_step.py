"""Calls one function after the other, by keyword."""

import keras


def final_model(inputs):
    features = feature_extractor(inputs=inputs)
    vector = dense_layers(features=features)
    outputs = bounding_box_regression(x=vector)
    return keras.Model(inputs=inputs, outputs=outputs, name="birds")
