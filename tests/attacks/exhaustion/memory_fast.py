"""Takes a gigabyte at once, and then another one, and writes to it.

Against: memory that others need.
Must happen: the allocation fails, or the process is ended.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: memory
process: holds
"""

# %%
def double(x):
    hoard = []
    while True:
        hoard.append(bytearray(2**30))
