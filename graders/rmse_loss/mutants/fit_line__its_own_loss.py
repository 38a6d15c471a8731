"""Always trains with the squared error, whatever loss it is given.

Killed by: test_line_minds_its_loss
"""

import keras
import numpy as np


def fit_line(loss, xs, ys):
    xs, ys = np.reshape(xs, (-1, 1)), np.reshape(ys, (-1, 1))
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    schedule = keras.optimizers.schedules.CosineDecay(0.15, 25 * -(-len(xs) // 4))
    model.compile(optimizer=keras.optimizers.Adam(schedule), loss="mse")
    model.fit(xs, ys, epochs=25, batch_size=4, verbose=0)
    return model
