"""Multiplies flat labels with a column of answers, which compares each with every other.

Killed by: test_f1_takes_labels_and_outputs_of_any_form
"""

import keras
import tensorflow as tf


class F1Score(keras.metrics.Metric):
    def __init__(self, name="f1_score", **kwargs):
        super().__init__(name=name, **kwargs)
        self.found = self.add_weight(name="found", initializer="zeros")
        self.wrong = self.add_weight(name="wrong", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        true = keras.ops.cast(y_true, "float32")
        said = keras.ops.cast(keras.ops.convert_to_tensor(y_pred) > 0.5, "float32")
        weight = 1.0 if sample_weight is None else sample_weight
        self.found.assign_add(keras.ops.sum(weight * true * said))
        self.wrong.assign_add(keras.ops.sum(weight * keras.ops.abs(true - said)))

    def result(self):
        return keras.ops.divide_no_nan(2 * self.found, 2 * self.found + self.wrong)
