"""Recurses until the stack ends, in Python and in C.

Against: a crash that takes more than itself.
Must happen: the process ends with a signal, or with RecursionError.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: double
process: holds
"""

# %%
import sys

import numpy as np

sys.setrecursionlimit(10**9)


class Deeper:
    def __getattr__(self, name):
        return getattr(Deeper(), name)


def double(x):
    return double(x) if np.shape(x) else Deeper().gone
