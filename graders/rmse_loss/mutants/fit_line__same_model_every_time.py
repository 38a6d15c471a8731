"""One model outside of the function: every call trains it further and returns it again.

Killed by: test_line_is_right_far_outside
"""

import keras
import numpy as np

the_model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])


def fit_line(loss, xs, ys):
    xs, ys = np.reshape(xs, (-1, 1)), np.reshape(ys, (-1, 1))
    schedule = keras.optimizers.schedules.CosineDecay(0.15, 25 * -(-len(xs) // 4))
    the_model.compile(optimizer=keras.optimizers.Adam(schedule), loss=loss)
    the_model.fit(xs, ys, epochs=25, batch_size=4, verbose=0)
    return the_model
