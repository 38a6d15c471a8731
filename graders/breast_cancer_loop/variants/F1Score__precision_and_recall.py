"""Is made of two metrics that Keras has already."""

import keras


class F1Score(keras.metrics.Metric):
    def __init__(self, name="f1_score", dtype=None):
        super().__init__(name=name, dtype=dtype)
        self.precision = keras.metrics.Precision()
        self.recall = keras.metrics.Recall()

    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true, y_pred = keras.ops.ravel(y_true), keras.ops.ravel(y_pred)
        if sample_weight is not None:
            sample_weight = keras.ops.ravel(sample_weight)
        self.precision.update_state(y_true, y_pred, sample_weight=sample_weight)
        self.recall.update_state(y_true, y_pred, sample_weight=sample_weight)

    def result(self):
        p, r = self.precision.result(), self.recall.result()
        return 2 * p * r / (p + r + keras.config.epsilon())

    def reset_state(self):
        self.precision.reset_state()
        self.recall.reset_state()
