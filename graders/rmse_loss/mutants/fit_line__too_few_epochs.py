"""Stops after ten epochs with Keras' standard step size, on the way.

Killed by: test_line_goes_through_its_points
"""

import keras
import numpy as np


def fit_line(loss, xs, ys):
    xs, ys = np.reshape(xs, (-1, 1)), np.reshape(ys, (-1, 1))
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(optimizer="adam", loss=loss)
    model.fit(xs, ys, epochs=10, verbose=0)
    return model
