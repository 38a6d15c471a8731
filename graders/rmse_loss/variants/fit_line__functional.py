"""A functional model, with an exponential schedule of step sizes."""

import keras
import numpy as np


def fit_line(loss, xs, ys):
    inputs = keras.Input(shape=(1,))
    outputs = keras.layers.Dense(1, activation="linear")(inputs)
    model = keras.Model(inputs=inputs, outputs=outputs)
    schedule = keras.optimizers.schedules.ExponentialDecay(0.2, 15, 0.9)
    model.compile(loss=loss, optimizer=keras.optimizers.Adam(learning_rate=schedule))
    model.fit(np.reshape(xs, (-1, 1)), np.reshape(ys, (-1, 1)), batch_size=4, epochs=40, verbose=0)
    return model
