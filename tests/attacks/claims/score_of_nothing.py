"""A metric that is a Keras metric in name, and always says 1.

Against: the checks of breast_cancer_loop that look for a metric.
Must happen: it is asked for scores that are not 1.

assignment: breast_cancer_loop
exercise: F1Score
lost: -
points: 0
shows: e
process: holds
"""

# %%
class F1Score(keras.metrics.Metric):
    def __init__(self, name="f1_score", **kwargs):
        super().__init__(name=name, **kwargs)
        self.count = self.add_weight(name="count", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.count.assign(1.0)

    def result(self):
        return self.count
