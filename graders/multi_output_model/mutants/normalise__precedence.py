"""Leaves the brackets out, so that only the mean is divided.

Killed by: test_training_wines_get_mean_zero
"""


def normalise(train, frame):
    return frame - train.mean() / train.std()
