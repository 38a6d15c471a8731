"""Returns what `fit` returns, which is no model.

Killed by: test_line_goes_through_its_points
"""

import keras
import numpy as np


def fit_line(loss, xs, ys):
    xs, ys = np.reshape(xs, (-1, 1)), np.reshape(ys, (-1, 1))
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.Adam(0.1), loss=loss)
    return model.fit(xs, ys, epochs=25, batch_size=4, verbose=0)
