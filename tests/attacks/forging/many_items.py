"""Claims four billion elements, and sends none.

Against: a list that is made as long as a header says.
Must happen: the count is refused.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: cannot be passed on
process: holds
"""

# %%
import os


def double(x):
    structure = b"\xdd\xff\xff\xff\xff\x01"
    os.write(3, len(structure).to_bytes(4, "big") + bytes(4) + structure)
    return 0
