"""Forks, and its children fork, without end.

Against: the machine's table of processes.
Must happen: the kernel refuses at the limit, and all of them end with the submission.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: double(…)
process: never
"""

# %%
import os
import time


def double(x):
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            os.fork()
        except OSError:
            time.sleep(0.01)
