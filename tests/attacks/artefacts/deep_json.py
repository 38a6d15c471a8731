"""Hands in a notebook whose JSON is nested a hundred thousand deep.

Against: parsers that recurse.
Must happen: it is refused in a sentence.

refused: notebook
process: holds
"""

# %% [beside]
notebook.write_text('{"cells": ' + "[" * 100_000 + "]" * 100_000 + "}")

# %%
pass
