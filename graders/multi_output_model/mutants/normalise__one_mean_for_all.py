"""Takes one mean and one deviation for the whole table.

Killed by: test_training_wines_get_mean_zero
"""

import numpy as np


def normalise(train, frame):
    values = np.asarray(train)
    return (frame - values.mean()) / values.std()
