"""Prints as fast as it can, for as long as it is let.

Against: the grader's memory, and the disk that takes the log.
Must happen: the output is drained and thrown away beyond its limit.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: bytes left out
process: holds
"""

# %%
import os


def double(x):
    while True:
        os.write(1, b"flood " * 10_000)
