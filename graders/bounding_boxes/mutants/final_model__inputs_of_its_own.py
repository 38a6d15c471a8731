"""Ignores the inputs that it is given.

Killed by: test_final_is_a_model_on_the_given_inputs
"""

import keras


def final_model(inputs):
    inputs = keras.Input((48, 48, 3))
    return keras.Model(inputs, bounding_box_regression(dense_layers(feature_extractor(inputs))))
