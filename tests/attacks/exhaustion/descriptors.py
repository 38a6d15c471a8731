"""Opens files, pipes and sockets without end, and keeps them.

Against: the table of open files, its own and the machine's.
Must happen: it has its own limit, and the wire still works.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: opened
process: holds
"""

# %%
import os
import socket

kept = []


def double(x):
    try:
        while True:
            kept.extend(os.pipe())
            kept.extend(s.detach() for s in socket.socketpair())
    except OSError:
        print("opened", len(kept) < 1000)
    for descriptor in kept:
        os.close(descriptor)
    kept.clear()
    return 0
