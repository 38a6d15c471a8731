"""The smallest program that could work: plain gradient descent in small steps."""

import keras
from keras import Sequential
from keras.layers import Dense


def fit_line(loss, xs, ys):
    model = Sequential([keras.Input(shape=(1,)), Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(0.02), loss=loss)
    model.fit(xs, ys, epochs=60, batch_size=4, verbose=0)
    return model
