"""Changes the frame that it was given.

Killed by: test_normalise_leaves_its_arguments_alone
"""


def normalise(train, frame):
    mean, deviation = train.mean(), train.std()
    frame -= mean
    frame /= deviation
    return frame
