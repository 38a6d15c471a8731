"""Stops itself with SIGSTOP, so that it neither ends nor uses time.

Against: a limit on processor time alone.
Must happen: the clock on the wall counts as well.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: took longer than the 1 s
process: holds
"""

# %%
import os
import signal


def double(x):
    os.kill(os.getpid(), signal.SIGSTOP)
