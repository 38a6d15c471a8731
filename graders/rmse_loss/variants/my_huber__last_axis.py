"""Averages over the last axis, as Keras' own losses do."""

import keras


def my_huber(threshold):
    def loss(targets, outputs):
        size = keras.ops.absolute(targets - outputs)
        inside = keras.ops.minimum(size, threshold)
        return keras.ops.mean(inside * (size - inside / 2), axis=-1)

    return loss
