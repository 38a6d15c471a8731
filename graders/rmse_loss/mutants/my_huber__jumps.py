"""The whole threshold is taken off the line, so that the loss jumps where the pieces meet.

Killed by: test_huber_of_large_errors
"""

import keras


def my_huber(threshold):
    def huber(y_true, y_pred):
        size = keras.ops.abs(y_pred - y_true)
        return keras.ops.where(size <= threshold, size**2 / 2, threshold * (size - threshold))

    return huber
