"""Hands in a folder in the place of weights, with a name that belongs to no file.

Against: a reader that expects a file.
Must happen: it is not used, and that is said.

points: 18
shows: weights were not used
process: holds
"""

# %% [beside]
notebook.with_suffix(".npz").mkdir()
(notebook.with_suffix(".npz") / "..evil\n.npz").write_bytes(b"PK\x03\x04")

# %%
pass
