"""Uses the mean and deviation of the notebook's own training wines, not of those it is given.

Killed by: test_training_wines_get_mean_zero
"""

from autograder.datasets import wine

own = wine.load("train")[list(wine.MEASUREMENTS)]


def normalise(train, frame):
    return (frame - own.mean()) / own.std()
