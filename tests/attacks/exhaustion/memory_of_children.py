"""Shares its hunger among many children, each of which stays below the limit.

Against: limits for one process at a time.
Must happen: memory is counted over the whole tree, each page once.

on: mean_square
lost: mean_of_squares, gradient_of_mean_square
points: 12
shows: memory
process: holds
"""

# %%
import os
import time


def mean_square(x):
    for _ in range(16):
        if os.fork() == 0:
            hoard = bytearray(os.urandom(1 << 20) * 90)
            time.sleep(1000)
            os._exit(len(hoard) % 2)
    time.sleep(1000)
