"""Learns to predict x from y.

Killed by: test_line_goes_through_its_points
"""

import keras
import numpy as np


def fit_line(loss, xs, ys):
    xs, ys = np.reshape(xs, (-1, 1)), np.reshape(ys, (-1, 1))
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    schedule = keras.optimizers.schedules.CosineDecay(0.15, 25 * -(-len(xs) // 4))
    model.compile(optimizer=keras.optimizers.Adam(schedule), loss=loss)
    model.fit(ys, xs, epochs=25, batch_size=4, verbose=0)
    return model
