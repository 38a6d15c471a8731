"""Registered with Keras, name and reduction handed on, averaged over the last axis."""

import keras


@keras.saving.register_keras_serializable(package="mine")
class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, reduction="sum_over_batch_size", name="huber"):
        super().__init__(reduction=reduction, name=name)
        self.threshold = float(threshold)

    def call(self, y_true, y_pred):
        size = keras.ops.abs(y_pred - y_true)
        inside = keras.ops.minimum(size, self.threshold)
        return keras.ops.mean(inside * (size - inside / 2), axis=-1)

    def get_config(self):
        config = super().get_config()
        config.update({"threshold": self.threshold})
        return config
