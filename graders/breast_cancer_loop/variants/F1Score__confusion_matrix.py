"""Collects a confusion matrix."""

import tensorflow as tf


class F1Score(tf.keras.metrics.Metric):
    def __init__(self, name="f1_score"):
        super().__init__(name=name)
        self.matrix = self.add_weight(shape=(2, 2), initializer="zeros", name="matrix")

    def update_state(self, y_true, y_pred, sample_weight=None):
        labels = tf.cast(tf.reshape(y_true, (-1,)), tf.int32)
        guesses = tf.cast(tf.reshape(y_pred, (-1,)) > 0.5, tf.int32)
        weights = None if sample_weight is None else tf.reshape(sample_weight, (-1,))
        counts = tf.math.confusion_matrix(labels, guesses, 2, weights, tf.float32)
        self.matrix.assign_add(counts)

    def result(self):
        (_, false_positive), (false_negative, true_positive) = tf.unstack(
            [tf.unstack(row) for row in tf.unstack(tf.convert_to_tensor(self.matrix))]
        )
        return tf.math.divide_no_nan(
            true_positive, true_positive + 0.5 * (false_positive + false_negative)
        )
