"""Defines a class Dense that claims to be Keras' own, and computes nothing.

Against: `describe`, which is asked in the student's process.
Must happen: a model is what it computes, not what it says.

on: make_model
lost: model_has_its_layers, model_computes_what_its_weights_say
points: 14
shows: make_model
process: holds
"""

# %%
import keras


class Dense(keras.layers.Layer):
    __module__ = "keras.src.layers.core.dense"

    def __init__(self, units, activation="linear", **options):
        super().__init__(**options)
        self.units, self.activation = units, keras.activations.get(activation)

    def call(self, x):
        return keras.ops.tile(x[:, :1], (1, self.units))


def make_model(classes):
    return keras.Sequential([keras.Input((4,)), Dense(8, "relu"), Dense(classes)])
