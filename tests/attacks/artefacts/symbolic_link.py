"""Hands in weights that are a symbolic link to a file outside.

Against: the reader of artefacts, which runs outside.
Must happen: the link is not followed, and that is said.

points: 18
shows: is a link to another file
process: holds
"""

# %% [beside]
notebook.with_suffix(".npz").symlink_to(TARGET["canary"])

# %%
pass
