"""Describes arrays of enormous shapes, with no data or with sides of zero.

Against: memory that is set aside for a shape, and products of sides that wrap around.
Must happen: a shape and its data have to agree.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: double(…)
process: holds
"""

# %%
import os

import msgpack

from autograder.wire.values import Tag


def double(x):
    for sides in ((2**40, 2**40), (2**32, 2**32), (2**63 - 1, 2), (0, 2**62, 2**62), (2**31,) * 8):
        array = [int(Tag.ARRAY), "<f8", *sides]
        structure = msgpack.packb([int(Tag.DICT), "id", 1, "value", array])
        os.write(3, len(structure).to_bytes(4, "big") + bytes(4) + structure)
    return 0
