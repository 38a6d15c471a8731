"""Fills the file systems in memory, /tmp and /dev/shm, with many files.

Against: memory that belongs to no process.
Must happen: they are full long before the machine is, and gone with the process.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: full:
process: never
"""

# %%
import os

import numpy as np


def double(x):
    total = 0
    for folder in ("/tmp", "/dev/shm"):
        for number in range(300):
            try:
                with open(f"{folder}/gotcha-{number}", "wb") as file:
                    total += file.write(bytes(1 << 20))
            except OSError:
                break
    if total > 1 << 28:
        print("!!! wrote", total >> 20, "MiB")
    print("full:", total > 0)
    return 0
