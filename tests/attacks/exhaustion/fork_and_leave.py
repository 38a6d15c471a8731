"""Forks in circles: every process makes a child and ends, faster than anybody can look.

Against: ending processes by a list that is old when it is read.
Must happen: the namespace ends as a whole.

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
    if os.fork() == 0:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                if os.fork():
                    os._exit(0)
            except OSError:
                continue
        os._exit(0)
    time.sleep(1000)
