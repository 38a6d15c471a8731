"""Forks, and both processes go on answering, one right and one wrong.

Against: a wire with two ends on one side.
Must happen: two answers to one question are one too many.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: double
process: holds
"""

# %%
import os


def double(x):
    os.fork()
    return 0
