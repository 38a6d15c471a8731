"""Returns arrays just below the limit of the wire, of shapes that are costly to compare.

Against: time and memory of the trusted side.
Must happen: a shape that does not fit is refused before anything is computed.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: result
process: holds
"""

# %%
import numpy as np


def double(x):
    return np.zeros((1, 2, 4_000_000)) if np.shape(x) else np.zeros((2_000, 1, 2_000, 1))
