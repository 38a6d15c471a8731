"""With pandas' methods in the place of operators, and a little added against division by zero."""


def normalise(train, frame):
    return frame.sub(train.mean(axis="index")).div(train.std(axis="index", ddof=0) + 1e-9)
