"""Raises an exception whose text never ends, and returns objects whose repr never does.

Against: the description of a failure, which asks the exception.
Must happen: the limit of the check holds there, too.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: took longer than
process: holds
"""

# %%
class Long(Exception):
    def __str__(self):
        while True:
            pass

    __repr__ = __str__


def double(x):
    raise Long()
