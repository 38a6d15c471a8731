"""Divides by the variance in the place of the deviation.

Killed by: test_training_wines_get_deviation_one
"""


def normalise(train, frame):
    return (frame - train.mean()) / train.var()
