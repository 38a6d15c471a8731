"""Lets no gradient through to the convolutions.

Killed by: test_final_learns_in_all_of_its_layers
"""

import keras


def final_model(inputs):
    features = keras.ops.stop_gradient(feature_extractor(inputs))
    return keras.Model(inputs, bounding_box_regression(dense_layers(features)))
