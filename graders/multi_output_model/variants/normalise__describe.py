"""With the table that describe() makes, other argument names, one column after the other."""


def normalise(reference, x):
    stats = reference.describe().transpose()
    result = x.copy()
    for column in x.columns:
        result[column] = (x[column] - stats.loc[column, "mean"]) / stats.loc[column, "std"]
    return result
