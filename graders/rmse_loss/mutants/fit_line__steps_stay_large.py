"""Large steps to the very end: close by near the data, and off far outside.

Killed by: test_line_is_right_far_outside
"""

import keras
import numpy as np


def fit_line(loss, xs, ys):
    xs, ys = np.reshape(xs, (-1, 1)), np.reshape(ys, (-1, 1))
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.RMSprop(0.1), loss=loss)
    model.fit(xs, ys, epochs=40, batch_size=8, verbose=0)
    return model
