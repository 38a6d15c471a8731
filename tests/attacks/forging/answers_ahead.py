"""Sends answers to questions that have not been asked yet, with all numbers that they may have.

Against: answers that wait until a question fits them.
Must happen: an answer with another number ends the process.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: wrote to the connection
process: holds
"""

# %%
import os

from autograder.wire import pack


def double(x):
    for number in range(1, 300):
        os.write(3, pack({"id": number, "value": 42}))
    return 0
