"""Sends lists in lists, a hundred thousand deep.

Against: a decoder that recurses as deep as it is told to.
Must happen: it is refused at the depth that the wire allows.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: cannot be passed on
process: holds
"""

# %%
import os


def double(x):
    structure = b"\x92\x01" * 100_000 + b"\xc0"
    os.write(3, len(structure).to_bytes(4, "big") + bytes(4) + structure)
    return 0
