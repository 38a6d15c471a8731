"""Returns objects that make up an array of whatever shape is asked for.

Against: `np.asarray(answer)` in a check, which calls the object's own `__array__`.
Must happen: `__array__` runs in the student's process and its result is only numbers, wrong ones.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: result
process: holds
"""

# %%
import numpy as np


class Any:
    shape = (3, 4)
    dtype = np.dtype("float64")

    def __array__(self, *a, **k):
        return np.full((3, 4), 42.0)

    def __array_ufunc__(self, *a, **k):
        return True

    def __array_function__(self, *a, **k):
        return True

    def numpy(self):
        return self.__array__()


def double(x):
    return Any()
