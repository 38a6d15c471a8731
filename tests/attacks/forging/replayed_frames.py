"""Records the frames of right answers and sends them again in the place of later ones.

Against: frames that are valid twice.
Must happen: a frame carries the number of its question, so an old one ends the process.

on: double
lost: doubles_an_array
points: 16
shows: wrote to the connection
process: holds
"""

# %%
import numpy as np

from autograder.wire import Connection

real = Connection.send
last, again = [], []


def send(self, value, *a, **k):
    if again:
        again.clear()
        value = last[0]
    last[:] = [dict(value)]
    return real(self, value, *a, **k)


Connection.send = send


def double(x):
    if np.shape(x):
        again.append(True)
    return 2 * x
