"""Closes its side of the wire for writing, and goes on for ever.

Against: a process that nobody hears from, and nobody ends.
Must happen: the end of the connection is the end of the process.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: Your code ended
process: holds
"""

# %%
import os
import socket
import time


def double(x):
    wire = socket.socket(fileno=os.dup(3))
    wire.shutdown(socket.SHUT_WR)
    time.sleep(1000)
