"""Says the class that was the most frequent in what it was given.

Against: a threshold below the share of the larger class.
Must happen: three quarters are not nine tenths.

on: classify
lost: classifies_four_points, classifies_fresh_points
points: 14
shows: share of right labels
process: holds
"""

# %%
import numpy as np


def classify(known, labels, x):
    return np.full(len(x), np.bincount(labels.astype(int)).argmax())
