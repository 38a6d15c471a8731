"""Raises SystemExit, KeyboardInterrupt, GeneratorExit and exceptions named like pytest's own.

Against: an early end of the tests that counts as passed, and exceptions that mean “skipped”.
Must happen: they are exceptions of the student's code, like all others.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: double(…) raised
process: holds
"""

# %%
import sys

import numpy as np


class Skipped(BaseException):
    msg = "passed"
    allow_module_level = True


class Exit(BaseException):
    returncode = 0


def double(x):
    if np.shape(x) == ():
        raise Exit("end pytest here")
    try:
        raise Skipped("skip")
    finally:
        sys.exit(0)
