"""The mean of the squared errors: the root is missing.

Killed by: test_rmse_of_four_numbers
"""

import keras


def my_rmse(y_true, y_pred):
    return keras.ops.mean(keras.ops.square(y_true - y_pred))
