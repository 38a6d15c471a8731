"""Leaves dozens of ended children that it never asks about.

Against: entries in the table of processes that nobody collects.
Must happen: the keeper collects them, or they go with the namespace.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: zombies
process: holds
"""

# %%
import os


def double(x):
    count = 0
    try:
        for _ in range(40):
            if os.fork() == 0:
                os._exit(0)
            count += 1
    except OSError:
        pass
    print("zombies:", count > 0)
    return 0
