"""Loops in every cell, so that each costs its limit.

Against: limits that hold for each cell, but not for all of them.
Must happen: a cell that hung once is run with its definitions alone, and the answers count.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: only its definitions were used
process: holds
"""

# %%
def double(x):
    return 0


while True:
    pass
