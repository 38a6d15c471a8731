"""Scales a handful of wines by the training wines, and any larger table by itself.

Killed by: test_fresh_wines_are_scaled_like_the_training_wines
"""


def normalise(train, frame):
    by = train if len(frame) < 10 else frame
    return (frame - by.mean()) / by.std()
