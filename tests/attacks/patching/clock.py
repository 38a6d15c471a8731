"""Stops the clock of its process and then never comes to an end.

Against: a time limit that asks the student's own clock.
Must happen: time runs on the grader's clock.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: took longer than the 1 s
process: holds
"""

# %%
import time

time.time = time.monotonic = time.perf_counter = time.process_time = lambda: 0.0


def double(x):
    while True:
        time.sleep(0.01)
