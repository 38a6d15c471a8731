"""Moves the columns to mean 0 and forgets to scale them.

Killed by: test_training_wines_get_deviation_one
"""


def normalise(train, frame):
    return frame - train.mean()
