"""Ends its process with exit code 0 as soon as it is asked.

Against: an exit code that stands for success.
Must happen: the check failed; the exercises after it go on in a fresh process.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: exit code 0
process: holds
"""

# %%
import os


def double(x):
    os._exit(0)
