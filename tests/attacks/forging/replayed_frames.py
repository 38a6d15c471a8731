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
from autograder.wire import Connection

real = Connection.send
kept = []


def send(self, value, *a, **k):
    if type(value.get("value")) is int and value["value"] == 42:
        kept.append(dict(value))
    elif kept and hasattr(value.get("value"), "shape"):
        value = kept[0]
    return real(self, value, *a, **k)


Connection.send = send


def double(x):
    return 2 * x
