"""Hands in an HDF5 file that refers to data in files outside: external links and raw storage.

Against: HDF5's own features, which open other files.
Must happen: the file is opened in the student's process, where those files are not.

on: make_model
lost: model_computes_what_its_weights_say
points: 16
shows: does not fit this model
process: holds
"""

# %% [beside]
import h5py

with h5py.File(notebook.with_suffix(".weights.h5"), "w") as file:
    file["layers"] = h5py.ExternalLink(TARGET["canary"], "/")
    raw = [(TARGET["canary"], 0, 32)]
    file.create_dataset("raw", (4,), "<f8", external=raw)
    file["loop"] = h5py.SoftLink("/loop")

# %%
def make_model(classes):
    return keras.Sequential(
        [keras.Input((4,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(classes)]
    )
