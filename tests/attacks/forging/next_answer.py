"""Guesses the number of the next question and sends an answer for it together with this one.

Against: numbers of questions that can be foreseen.
Must happen: it may answer for itself as it likes; the answer is still compared, and wrong.

on: double
lost: doubles_an_array
points: 16
shows: double
process: holds
"""

# %%
import os

from autograder.wire import Connection, pack

real = Connection.send


def send(self, value, *a, **k):
    real(self, value, *a, **k)
    if type(value.get("value")) is int and value["value"] == 42:
        os.write(3, pack({"id": value["id"] + 1, "value": 42}))


Connection.send = send


def double(x):
    return 42
