"""Sends hundreds of descriptors over the wire, of endless files and of a loop of sockets.

Against: a trusted side that takes descriptors in, and runs out of them.
Must happen: they are not taken in, and the worker has as many afterwards as before.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: double
process: holds
"""

# %%
import os
import socket

from autograder.wire import pack


def double(x):
    wire = socket.socket(fileno=os.dup(3))
    zero = os.open("/dev/zero", os.O_RDONLY)
    frame = pack({"id": 1, "value": 42})
    for at in range(len(frame)):
        socket.send_fds(wire, [frame[at : at + 1]], [zero] * 100)
    return 0
