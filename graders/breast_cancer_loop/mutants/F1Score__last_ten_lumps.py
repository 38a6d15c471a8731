"""Remembers no more than ten lumps, as many as the public example has.

Killed by: test_f1_of_random_batches
"""

import keras
import tensorflow as tf


class F1Score(keras.metrics.Metric):
    def __init__(self, name="f1_score", **kwargs):
        super().__init__(name=name, **kwargs)
        self.true = self.add_weight(name="true", shape=(10,), initializer="zeros")
        self.said = self.add_weight(name="said", shape=(10,), initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        true = keras.ops.cast(keras.ops.reshape(y_true, (-1,)), "float32")
        said = keras.ops.cast(keras.ops.reshape(y_pred, (-1,)) > 0.5, "float32")
        self.true.assign(keras.ops.concatenate([self.true, true])[-10:])
        self.said.assign(keras.ops.concatenate([self.said, said])[-10:])

    def result(self):
        found = keras.ops.sum(self.true * self.said)
        wrong = keras.ops.sum(keras.ops.abs(self.true - self.said))
        return keras.ops.divide_no_nan(2 * found, 2 * found + wrong)
