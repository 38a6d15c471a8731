"""Hands in a notebook of ten gigabytes, all of it a hole.

Against: the memory of the trusted side.
Must happen: its size is looked at first.

refused: MiB
process: holds
"""

# %% [beside]
import os

os.truncate(notebook, 10 << 30)

# %%
pass
