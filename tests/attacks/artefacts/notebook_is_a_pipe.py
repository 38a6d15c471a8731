"""Hands in a notebook that is a named pipe.

Against: a reader that waits.
Must happen: it is refused at once.

refused: is a device or a pipe
process: holds
"""

# %% [beside]
import os

notebook.unlink()
os.mkfifo(notebook)

# %%
pass
