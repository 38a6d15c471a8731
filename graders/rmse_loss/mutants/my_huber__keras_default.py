"""Returns Keras' own loss, which nobody told the threshold.

Killed by: test_huber_of_large_errors
"""

import keras


def my_huber(threshold):
    return keras.losses.huber
