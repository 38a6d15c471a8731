"""Divides by precision plus recall, whatever it is: NaN when nothing is positive.

Killed by: test_f1_is_zero_when_nothing_is_positive
"""

import keras
import tensorflow as tf


class F1Score(keras.metrics.Metric):
    def __init__(self, name="f1_score", **kwargs):
        super().__init__(name=name, **kwargs)
        for name in ("tp", "fp", "fn"):
            setattr(self, name, self.add_weight(name=name, initializer="zeros"))

    def update_state(self, y_true, y_pred, sample_weight=None):
        true = keras.ops.cast(keras.ops.reshape(y_true, (-1,)), "float32")
        said = keras.ops.cast(keras.ops.reshape(y_pred, (-1,)) > 0.5, "float32")
        weight = 1.0
        if sample_weight is not None:
            weight = keras.ops.cast(keras.ops.reshape(sample_weight, (-1,)), "float32")
        self.tp.assign_add(keras.ops.sum(weight * true * said))
        self.fp.assign_add(keras.ops.sum(weight * (1 - true) * said))
        self.fn.assign_add(keras.ops.sum(weight * true * (1 - said)))

    def result(self):
        precision = self.tp / (self.tp + self.fp)
        recall = self.tp / (self.tp + self.fn)
        return 2 * precision * recall / (precision + recall)
