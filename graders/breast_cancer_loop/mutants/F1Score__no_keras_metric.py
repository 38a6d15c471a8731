"""Is a class of its own, which Keras does not take for a metric.

Killed by: test_f1_works_inside_of_keras
"""

import numpy as np


class F1Score:
    def __init__(self, name="f1_score"):
        self.name = name
        self.found = self.wrong = 0.0

    def update_state(self, y_true, y_pred, sample_weight=None):
        true = np.ravel(y_true).astype(float)
        said = (np.ravel(y_pred) > 0.5).astype(float)
        weight = 1.0 if sample_weight is None else np.ravel(sample_weight)
        self.found += float(np.sum(weight * true * said))
        self.wrong += float(np.sum(weight * np.abs(true - said)))

    def result(self):
        return 2 * self.found / (2 * self.found + self.wrong) if self.found else 0.0

    def reset_state(self):
        self.found = self.wrong = 0.0
