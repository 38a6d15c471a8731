"""Sends the first half of a frame, and then nothing more, or ends.

Against: waiting for the rest without end.
Must happen: time runs on; the end of the process is the end of the frame.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: double(…) took longer
process: holds
"""

# %%
import os
import time

import numpy as np


def double(x):
    os.write(3, bytes([0, 0, 1, 0, 0, 0, 0, 0]) + b"\x93\x02")
    if np.shape(x) == ():
        os._exit(0)
    time.sleep(1000)
