"""Says that four gigabytes are coming, and sends the first of them.

Against: memory that is set aside for what a header claims.
Must happen: the header is refused before anything is read.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: double(…)
process: holds
"""

# %%
import os


def double(x):
    os.write(3, b"\xff\xff\xff\xff\xff\xff\xff\xff" + bytes(60_000))
    return 0
