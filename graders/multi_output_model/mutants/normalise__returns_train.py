"""Scales the training wines, whatever it is asked for.

Killed by: test_later_wines_are_scaled_like_the_training_wines
"""


def normalise(train, frame):
    return (train - train.mean()) / train.std()
