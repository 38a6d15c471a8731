"""Says that its weights have shapes which would take the check's own arithmetic for ever.

Against: a check that computes with what a model says its weights are.
Must happen: the check ends as failed, and the worker is as it was.

on: make_model
lost: model_gives_numbers, model_has_its_layers, model_computes_what_its_weights_say
points: 13
shows: make_model
process: holds
"""

# %%
import numpy as np


class Large:
    def get_weights(self):
        return [np.ones((4, 1)), np.ones((3_000_000, 1)), np.ones((1, 1_000_000)), np.ones(1)]

    def set_weights(self, weights): ...
    def __call__(self, x):
        return np.ones((6, 3))


def make_model(classes):
    return Large()
