"""Inherits from Keras' own loss, and hands the threshold on."""

import keras


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return keras.losses.huber(y_true, y_pred, delta=self.threshold)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}
