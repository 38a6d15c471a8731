"""A model written as a class, with a callback that lowers the step size."""

import keras
import numpy as np


class Line(keras.Model):
    def __init__(self):
        super().__init__()
        self.unit = keras.layers.Dense(1)

    def call(self, x):
        return self.unit(x)


def fit_line(loss, xs, ys):
    model = Line()
    model.compile(optimizer=keras.optimizers.RMSprop(0.1), loss=loss)
    slower = keras.callbacks.LearningRateScheduler(lambda epoch: 0.1 * 0.93**epoch)
    xs, ys = np.asarray(xs).reshape(-1, 1), np.asarray(ys).reshape(-1, 1)
    model.fit(xs, ys, epochs=50, batch_size=4, callbacks=[slower], verbose=0)
    return model
