"""Has an expression that is nested deeper than Python's parser goes, beside an honest answer.

Against: the trusted side, which parses the notebook as well.
Must happen: that cell does not count, and says why.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: ell
process: holds
"""

# %%
def double(x):
    return ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((0))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
