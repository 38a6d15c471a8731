"""Answers with handles: of numbers that do not exist, with endless names, in endless lists.

Against: the proxy objects that checks work with.
Must happen: a handle is no number; asking it asks the student's process again.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: double
process: holds
"""

# %%
from autograder.student import values
from autograder.wire import Handle


def double(x):
    return [Handle(2**62, "builtins.float" + "x" * 10_000, True) for _ in range(12)]
