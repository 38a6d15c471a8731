"""Hands the work to Keras' metric, which computes the number without a gradient.

Killed by: test_rmse_lets_a_gradient_through
"""

import keras


def my_rmse(y_true, y_pred):
    metric = keras.metrics.RootMeanSquaredError()
    metric.update_state(y_true, y_pred)
    return metric.result()
