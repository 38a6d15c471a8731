"""Always says the same class.

Against: a threshold that the larger class reaches by itself.
Must happen: it does not.

on: classify
lost: classifies_four_points, classifies_fresh_points
points: 14
shows: result
process: holds
"""

# %%
import numpy as np


def classify(known, labels, x):
    return np.zeros(len(x), int)
