"""Returns a float whose methods lie.

Against: a grader that takes a subclass for the type itself.
Must happen: only its number crosses the wire, none of its methods.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: got 7.0
process: holds
"""

# %%
class Agrees(float):
    __eq__ = __ge__ = __le__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __bool__ = lambda self: True
    __hash__ = lambda self: 0


def double(x):
    return Agrees(7)
