"""A metric that is a Keras metric in name, and always says 1.

Against: the checks of breast_cancer_loop that look for a metric.
Must happen: it is asked for scores that are not 1.

assignment: breast_cancer_loop
exercise: F1Score
lost: f1_can_be_reset, f1_counts_by_weight, f1_is_zero_when_nothing_is_positive, f1_of_an_example, f1_of_random_batches, f1_remembers_all_batches, f1_scores_keep_apart, f1_takes_labels_and_outputs_of_any_form, f1_works_inside_of_keras
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
