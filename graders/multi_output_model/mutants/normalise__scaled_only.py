"""Divides by the deviation and forgets the mean.

Killed by: test_training_wines_get_mean_zero
"""


def normalise(train, frame):
    return frame / train.std()
