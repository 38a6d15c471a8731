"""Scales every frame by its own mean and deviation.

Killed by: test_later_wines_are_scaled_like_the_training_wines
"""


def normalise(train, frame):
    return (frame - frame.mean()) / frame.std()
