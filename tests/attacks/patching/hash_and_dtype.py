"""Registers dtypes and array protocols that pretend: `__array_interface__`, `__dlpack__`, buffers.

Against: an array library that trusts a description of memory.
Must happen: memory is read, if at all, in the student's own process, and ends only that.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: double
process: holds
"""

# %%
import numpy as np


class Wild:
    __array_interface__ = {"shape": (3, 4), "typestr": "<f8", "data": (8, False), "version": 3}


def double(x):
    return np.asarray(Wild())
