"""Patches `get_config` and the class of a layer, so that a linear layer says that it has relu.

Against: configurations, which a layer says of itself.
Must happen: a model that is made of the configuration has to compute the same.

on: make_model
lost: model_has_its_layers, model_computes_what_its_weights_say
points: 14
shows: make_model
process: holds
"""

# %%
import keras


class Dense(keras.layers.Dense):
    __module__ = "keras.src.layers.core.dense"

    def get_config(self):
        return {**super().get_config(), "activation": "relu"}

    def call(self, x, training=None):
        return keras.ops.matmul(x, self.kernel) + self.bias


def make_model(classes):
    first = Dense(8, activation="relu")
    return keras.Sequential([keras.Input((4,)), first, keras.layers.Dense(classes)])
