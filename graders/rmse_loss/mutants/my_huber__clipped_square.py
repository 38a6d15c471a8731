"""Cuts the error off at the threshold: right for small errors, no gradient for large ones.

Killed by: test_huber_of_large_errors
"""

import keras


def my_huber(threshold):
    def huber(y_true, y_pred):
        error = keras.ops.clip(y_pred - y_true, -threshold, threshold)
        return keras.ops.square(error) / 2

    return huber
