"""Hands in arrays of objects, whose reading would run code.

Against: `numpy.load` with pickles allowed, on either side.
Must happen: they are refused, in the student's process.

on: make_model
lost: model_computes_what_its_weights_say
points: 16
shows: does not fit this model
process: holds
"""

# %% [beside]
import os

import numpy as np


class Bomb:
    def __reduce__(self):
        return os.system, (f"echo gotcha > {TARGET['canary']}",)


np.savez(notebook.with_suffix(".npz"), np.array([Bomb()], dtype=object))

# %%
def make_model(classes):
    return keras.Sequential(
        [keras.Input((4,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(classes)]
    )
