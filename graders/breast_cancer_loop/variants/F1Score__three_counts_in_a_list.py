"""Keeps its three counts in a list, and names its arguments otherwise."""

import keras
from keras import ops


class F1Score(keras.metrics.Metric):
    def __init__(self, *args, name="f1_score", **kwargs):
        super().__init__(*args, name=name, **kwargs)
        self.counts = [self.add_variable((), "zeros", name=n) for n in ("tp", "fp", "fn")]

    def update_state(self, labels, probabilities, sample_weight=None):
        labels = ops.reshape(ops.cast(labels, self.dtype), -1)
        hits = ops.reshape(ops.cast(ops.greater(probabilities, 0.5), self.dtype), -1)
        each = (labels * hits, (1 - labels) * hits, labels * (1 - hits))
        for count, lumps in zip(self.counts, each):
            if sample_weight is not None:
                lumps = lumps * ops.reshape(ops.cast(sample_weight, self.dtype), -1)
            count.assign(count + ops.sum(lumps))

    def result(self):
        tp, fp, fn = (ops.convert_to_tensor(count) for count in self.counts)
        below = 2 * tp + fp + fn
        return ops.where(below > 0, 2 * tp / ops.where(below > 0, below, 1), 0)
