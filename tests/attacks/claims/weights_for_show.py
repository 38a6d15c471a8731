"""Gives and takes weights that it does not compute with.

Against: a check that works out the result from what `get_weights` says.
Must happen: the result is another one.

on: make_model
lost: model_has_its_layers, model_computes_what_its_weights_say
points: 14
shows: use its own layers
process: holds
"""

# %%
import keras


class Shown(keras.Sequential):
    def get_weights(self):
        if not hasattr(self, "_kept"):
            object.__setattr__(self, "_kept", super().get_weights())
        return self._kept

    def set_weights(self, weights):
        object.__setattr__(self, "_kept", weights)


def make_model(classes):
    return Shown(
        [keras.Input((4,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(classes)]
    )
