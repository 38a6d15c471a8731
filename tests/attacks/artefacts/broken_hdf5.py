"""Hands in an HDF5 file whose inside is random, to crash its reader.

Against: a library in C that reads what strangers wrote.
Must happen: whatever ends is the student's process.

on: make_model
lost: model_computes_what_its_weights_say
points: 16
shows: model
process: holds
"""

# %% [beside]
import random

import h5py
import numpy as np

path = notebook.with_suffix(".weights.h5")
with h5py.File(path, "w") as file:
    for number in range(20):
        file[f"layers/dense_{number}/vars/0"] = np.ones((8, 8))
data, chance = bytearray(path.read_bytes()), random.Random(7)
for _ in range(2000):
    data[chance.randrange(8, len(data))] = chance.randrange(256)
path.write_bytes(data)

# %%
def make_model(classes):
    return keras.Sequential(
        [keras.Input((4,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(classes)]
    )
