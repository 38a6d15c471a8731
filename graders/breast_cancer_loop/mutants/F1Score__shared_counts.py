"""Has its counts in the class, where all of its objects share them.

Killed by: test_f1_scores_keep_apart
"""

import keras
import tensorflow as tf


class F1Score(keras.metrics.Metric):
    counts = tf.Variable([0.0, 0.0])

    def __init__(self, name="f1_score", **kwargs):
        super().__init__(name=name, **kwargs)
        self.reset_state()

    def update_state(self, y_true, y_pred, sample_weight=None):
        true = tf.cast(tf.reshape(y_true, [-1]), tf.float32)
        said = tf.cast(tf.reshape(y_pred, [-1]) > 0.5, tf.float32)
        weight = 1.0
        if sample_weight is not None:
            weight = tf.cast(tf.reshape(sample_weight, [-1]), tf.float32)
        found = tf.reduce_sum(weight * true * said)
        wrong = tf.reduce_sum(weight * tf.abs(true - said))
        self.counts.assign_add(tf.stack([found, wrong]))

    def result(self):
        found, wrong = tf.unstack(self.counts)
        return tf.math.divide_no_nan(2 * found, 2 * found + wrong)

    def reset_state(self):
        self.counts.assign([0.0, 0.0])
