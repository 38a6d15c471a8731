"""Returns the right numbers as text, and wrong ones as complex numbers, booleans and bytes.

Against: conversions that make one thing of another.
Must happen: text is no number, and True is not 42.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: result
process: holds
"""

# %%
import numpy as np


def double(x):
    return "42" if np.shape(x) == () else np.asarray(2 * x).astype("complex128") * 1j
