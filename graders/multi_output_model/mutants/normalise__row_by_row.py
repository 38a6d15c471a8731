"""Scales every wine by the mean and deviation of its own measurements.

Killed by: test_training_wines_get_mean_zero
"""

import numpy as np


def normalise(train, frame):
    values = np.asarray(frame)
    return (values - values.mean(axis=1, keepdims=True)) / values.std(axis=1, keepdims=True)
