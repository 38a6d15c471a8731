"""Counts in variables of TensorFlow, which Keras does not know of, and resets them itself."""

import tensorflow as tf
from tensorflow.keras.metrics import Metric


class F1Score(Metric):
    def __init__(self, name="f1_score", **kwargs):
        super(F1Score, self).__init__(name=name, **kwargs)
        self.tp = tf.Variable(0.0, trainable=False)
        self.fp = tf.Variable(0.0, trainable=False)
        self.fn = tf.Variable(0.0, trainable=False)

    def update_state(self, y_true, y_pred, sample_weight=None):
        actual = tf.cast(tf.reshape(y_true, [-1]), tf.bool)
        guess = tf.math.greater(tf.reshape(y_pred, [-1]), 0.5)
        if sample_weight is None:
            sample_weight = tf.ones_like(actual, tf.float32)
        w = tf.reshape(tf.cast(sample_weight, tf.float32), [-1])
        self.tp.assign_add(tf.reduce_sum(tf.boolean_mask(w, actual & guess)))
        self.fp.assign_add(tf.reduce_sum(tf.boolean_mask(w, ~actual & guess)))
        self.fn.assign_add(tf.reduce_sum(tf.boolean_mask(w, actual & ~guess)))

    def result(self):
        if self.tp == 0:
            return tf.constant(0.0)
        precision = self.tp / (self.tp + self.fp)
        recall = self.tp / (self.tp + self.fn)
        return 2 * precision * recall / (precision + recall)

    def reset_state(self):
        for count in (self.tp, self.fp, self.fn):
            count.assign(0.0)
