"""Maps shared memory without a name and fills it, in several processes.

Against: pages that count for nobody because they are shared.
Must happen: they count, once.

on: mean_square
lost: mean_of_squares, gradient_of_mean_square
points: 12
shows: memory
process: holds
"""

# %%
import mmap
import os
import time


def mean_square(x):
    maps = []
    while True:
        maps.append(mmap.mmap(-1, 32 << 20))
        maps[-1].write(os.urandom(1 << 20) * 32)
        time.sleep(0.02)
