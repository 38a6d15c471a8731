"""Hands in an archive whose entries have absolute paths, and paths with `..`, to files outside.

Against: unpacking.
Must happen: nothing is unpacked; the weights do not fit, which costs the check that uses them.

on: make_model
lost: model_computes_what_its_weights_say
points: 16
shows: does not fit this model
process: holds
"""

# %% [beside]
import io
import zipfile

import numpy as np

numbers = io.BytesIO()
np.save(numbers, np.ones(3))
with zipfile.ZipFile(notebook.with_suffix(".npz"), "w") as archive:
    for name in (TARGET["canary"], "../" * 20 + TARGET["canary"].lstrip("/"), "../gotcha.npy"):
        archive.writestr(name, numbers.getvalue())

# %%
def make_model(classes):
    return keras.Sequential(
        [keras.Input((4,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(classes)]
    )
