"""Hands in weights that are a named pipe, whose reading never ends.

Against: `open`, which waits for a writer.
Must happen: it is not opened.

points: 18
shows: weights were not used
process: holds
"""

# %% [beside]
import os

os.mkfifo(notebook.with_suffix(".npz"))

# %%
pass
