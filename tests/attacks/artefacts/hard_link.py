"""Hands in weights that are a hard link to a file outside.

Against: the reader of artefacts, for which that file looks like any other.
Must happen: it is no archive, so it is not taken, and nothing of it is told.

points: 18
shows: is not what its name says
process: holds
"""

# %% [beside]
import os

os.link(TARGET["canary"], notebook.with_suffix(".npz"))

# %%
pass
