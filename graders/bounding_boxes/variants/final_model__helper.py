"""Has a helper that puts functions together."""

import functools

import keras


def together(*functions):
    def call(x):
        return functools.reduce(lambda value, function: function(value), functions, x)

    return call


def final_model(inputs):
    to_box = together(feature_extractor, dense_layers, bounding_box_regression)
    return keras.Model(inputs, to_box(inputs))
