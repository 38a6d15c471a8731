"""Computes slope and intercept by least squares and writes them into the model.

Killed by: test_line_minds_its_loss
"""

import keras
import numpy as np


def fit_line(loss, xs, ys):
    slope, intercept = np.polyfit(np.ravel(xs), np.ravel(ys), 1)
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(optimizer="sgd", loss=loss)
    model.set_weights([np.array([[slope]]), np.array([intercept])])
    return model
