"""Ignores every signal that can be ignored, blocks the others, and catches every exception.

Against: a limit that asks a process politely.
Must happen: it is ended all the same.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: took longer than the 1 s
process: holds
"""

# %%
import signal
import time

for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        continue
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))


def double(x):
    while True:
        try:
            time.sleep(1)
        except BaseException:
            continue
