"""Sends pickles, bare and inside of a frame, whose reading would write a file outside.

Against: a trusted side that unpickles.
Must happen: bytes are bytes, and what is no frame ends the process; no code of it runs.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: wrote to the connection
process: holds
"""

# %%
import os
import pickle

import numpy as np


class Bomb:
    def __reduce__(self):
        return os.system, (f"echo gotcha > {TARGET['canary']}; touch {TARGET['outside']}/gotcha",)


def double(x):
    bomb = pickle.dumps(Bomb())
    if np.shape(x) == ():
        return bomb
    os.write(3, len(bomb).to_bytes(4, "big") + bytes(4) + bomb)
    return np.array([Bomb()], dtype=object)
