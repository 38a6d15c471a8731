"""Hands in a notebook that is a link to another student's.

Against: grading what somebody else wrote.
Must happen: it is refused.

refused: is a link to another file
process: holds
"""

# %% [beside]
other = folder / "neighbour-of-mine"
notebook.rename(other)
notebook.symlink_to(other)

# %%
def double(x):
    return 2 * x
