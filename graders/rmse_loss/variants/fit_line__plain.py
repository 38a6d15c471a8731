"""The smallest program that could work: many epochs of standard gradient descent."""

import keras
from keras import Sequential
from keras.layers import Dense


def fit_line(loss, xs, ys):
    model = Sequential([keras.Input(shape=(1,)), Dense(1)])
    model.compile(optimizer="sgd", loss=loss)
    model.fit(xs, ys, epochs=150, batch_size=4, verbose=0)
    return model
