"""The standard deviation of the errors: a constant offset costs nothing.

Killed by: test_rmse_of_four_numbers
"""

import keras


def my_rmse(y_true, y_pred):
    return keras.ops.std(y_true - y_pred)
