"""In NumPy, which divides by n, and returns an array."""

import numpy as np


def normalise(train, frame):
    train, frame = np.asarray(train, dtype="float64"), np.asarray(frame, dtype="float64")
    return (frame - np.mean(train, axis=0)) / np.std(train, axis=0)
