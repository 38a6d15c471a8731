"""Describes an array of the dtype object, by hand, with a pickle as its data.

Against: NumPy's own loading of objects.
Must happen: the dtype is not one of those that the wire knows.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: wrote to the connection
process: holds
"""

# %%
import os

import msgpack

from autograder.wire.values import Tag


def double(x):
    for dtype in ("|O", "|V8", "<U4", "|S8", "<M8[s]", "object", "<f16", ">f4"):
        structure = msgpack.packb([int(Tag.DICT), "id", 1, "value", [int(Tag.ARRAY), dtype, 1]])
        data = b"\x80\x04cos\nsystem\n."
        head = len(structure).to_bytes(4, "big") + len(data).to_bytes(4, "big")
        os.write(3, head + structure + data)
    return 0
