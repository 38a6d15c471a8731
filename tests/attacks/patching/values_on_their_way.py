"""Replaces what turns results into messages, so that any result becomes the argument doubled.

Against: the code between a student's function and the wire.
Must happen: only what is right arrives as right; for an array of 3 × 4 that is not 42.

on: double
lost: doubles_an_array
points: 16
shows: result
process: holds
"""

# %%
from autograder.student import session

real = session.to_wire


def to_wire(thing, keep, depth=16):
    return 42 if type(thing) is str and thing == "please" else real(thing, keep, depth)


session.to_wire = to_wire


def double(x):
    return "please"
