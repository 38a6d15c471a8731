"""Answers one byte every tenth of a second, for as long as it is let.

Against: a time limit that begins anew with every byte.
Must happen: the limit is one for the whole answer.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: took longer than
process: holds
"""

# %%
import os
import time


def double(x):
    os.write(3, bytes([0, 0, 255, 0, 0, 0, 0, 0]))
    while True:
        os.write(3, b"\x90")
        time.sleep(0.1)
