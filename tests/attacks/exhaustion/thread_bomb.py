"""Starts threads without end.

Against: the machine's table of processes, in which threads count too.
Must happen: starting one more fails at the limit.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: double
process: holds
"""

# %%
import threading
import time

import numpy as np


def double(x):
    count = 0
    while True:
        try:
            threading.Thread(target=time.sleep, args=(0.3,), daemon=True).start()
            count += 1
        except RuntimeError:
            print("threads:", count < 300)
            time.sleep(0.5)  # what follows needs threads, too
            return np.zeros(np.shape(x))
