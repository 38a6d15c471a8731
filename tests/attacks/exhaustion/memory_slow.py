"""Takes memory a little at a time, in small objects, and slowly enough to be overlooked.

Against: a look at the size of a process that comes too seldom or looks at one process only.
Must happen: the limit is the limit.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: double(…)
process: holds
"""

# %%
import time


def double(x):
    hoard = []
    while True:
        hoard.append(bytes(200_000) + bytes([len(hoard) % 256]))
        time.sleep(0.0001)
