"""Makes empty files and folders without end.

Against: the table of files, which is smaller than the disk.
Must happen: that table is the sandbox's own, and has a limit.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: files
process: never
"""

# %%
import os
import time


def double(x):
    count, until = 0, time.monotonic() + 0.6
    try:
        while time.monotonic() < until:
            os.mkdir(f"/tmp/gotcha-{count}")
            count += 1
    except OSError:
        pass
    if count > 100_000:
        print("!!! made", count)
    print("files:", count > 0)
    return 0
