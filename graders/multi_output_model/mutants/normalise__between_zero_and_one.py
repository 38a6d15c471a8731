"""Squeezes every column between its smallest and largest training value.

Killed by: test_training_wines_get_mean_zero
"""


def normalise(train, frame):
    return (frame - train.min()) / (train.max() - train.min())
