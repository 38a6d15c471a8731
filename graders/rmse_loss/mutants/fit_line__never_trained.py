"""Compiles the model and returns it untrained.

Killed by: test_line_goes_through_its_points
"""

import keras


def fit_line(loss, xs, ys):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(optimizer="sgd", loss=loss)
    return model
