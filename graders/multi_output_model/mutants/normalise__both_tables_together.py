"""Measures mean and deviation on training and test wines together: test data leak.

Killed by: test_later_wines_are_scaled_like_the_training_wines
"""

import pandas as pd


def normalise(train, frame):
    together = pd.concat([train, frame])
    return (frame - together.mean()) / together.std(ddof=0)
