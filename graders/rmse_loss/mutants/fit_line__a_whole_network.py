"""A network with a hidden layer, which fits the points and bends outside of them.

Killed by: test_line_is_one_dense_unit
"""

import keras
import numpy as np


def fit_line(loss, xs, ys):
    xs, ys = np.reshape(xs, (-1, 1)), np.reshape(ys, (-1, 1))
    model = keras.Sequential(
        [keras.Input((1,)), keras.layers.Dense(32, activation="relu"), keras.layers.Dense(1)]
    )
    schedule = keras.optimizers.schedules.CosineDecay(0.03, 40 * -(-len(xs) // 4))
    model.compile(optimizer=keras.optimizers.Adam(schedule), loss=loss)
    model.fit(xs, ys, epochs=40, batch_size=4, verbose=0)
    return model
