"""Makes a model of the features first and calls it."""

import keras


def final_model(inputs):
    features = keras.Model(inputs, feature_extractor(inputs), name="features")
    return keras.Model(inputs, bounding_box_regression(dense_layers(features(inputs))))
