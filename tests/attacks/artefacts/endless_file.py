"""Hands in weights of a terabyte, all of it a hole.

Against: the memory of whoever reads it.
Must happen: its size is looked at first.

points: 18
shows: larger than the 64 MiB
process: holds
"""

# %% [beside]
import os

path = notebook.with_suffix(".npz")
path.write_bytes(b"PK\x03\x04")
os.truncate(path, 1 << 40)

# %%
pass
