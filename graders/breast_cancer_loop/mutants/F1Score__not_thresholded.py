"""Sums probabilities where cases should be counted.

Killed by: test_f1_of_an_example
"""

import keras
import tensorflow as tf


class F1Score(keras.metrics.Metric):
    def __init__(self, name="f1_score", **kwargs):
        super().__init__(name=name, **kwargs)
        self.found = self.add_weight(name="found", initializer="zeros")
        self.wrong = self.add_weight(name="wrong", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        true = keras.ops.cast(keras.ops.reshape(y_true, (-1,)), "float32")
        said = keras.ops.cast(keras.ops.reshape(y_pred, (-1,)), "float32")
        weight = 1.0
        if sample_weight is not None:
            weight = keras.ops.cast(keras.ops.reshape(sample_weight, (-1,)), "float32")
        self.found.assign_add(keras.ops.sum(weight * true * said))
        self.wrong.assign_add(keras.ops.sum(weight * keras.ops.abs(true - said)))

    def result(self):
        return keras.ops.divide_no_nan(2 * self.found, 2 * self.found + self.wrong)
