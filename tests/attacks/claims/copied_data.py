"""Draws the hidden data with every seed it can think of, and says the labels that belong to it.

Against: data from a generator that the student has, too.
Must happen: there are more seeds than that.

on: classify
lost: classifies_four_points, classifies_fresh_points
points: 14
shows: share of right labels
process: holds
"""

# %%
import time

import numpy as np


def classify(known, labels, x):
    for seed in [*range(500), int(time.time())]:
        drawn = np.random.default_rng(seed).uniform(-5, 5, size=(2, 2))
        if np.abs(drawn - x[:2]).max() < 2:
            return np.zeros(len(x), int)
    return np.ones(len(x), int) * (len(x) > 4)
