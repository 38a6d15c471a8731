"""Hands in an archive of a few megabytes that holds some gigabytes.

Against: memory, by unpacking.
Must happen: it is unpacked in the student's process only, and ends at that one's limit.

on: make_model
lost: model_computes_what_its_weights_say
points: 16
shows: Unable to allocate
process: holds
"""

# %% [beside]
import struct
import zipfile

head = b"{'descr': '<f8', 'fortran_order': False, 'shape': (400000000,), }"
head += b" " * (117 - len(head)) + b"\n"
with zipfile.ZipFile(notebook.with_suffix(".npz"), "w", zipfile.ZIP_DEFLATED) as archive:
    with archive.open("arr_0.npy", "w", force_zip64=True) as entry:
        entry.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head)
        for _ in range(700):
            entry.write(bytes(1 << 20))

# %%
def make_model(classes):
    return keras.Sequential(
        [keras.Input((4,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(classes)]
    )
