"""Reads from, and opens again, every descriptor that it finds open.

Against: a descriptor that was left open by whoever started this process.
Must happen: there is nothing but the log, an empty input and the wire.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: descriptors:
process: open
"""

# %%
import os
import re


def double(x):
    kinds = set()
    for name in os.listdir("/proc/self/fd"):
        try:
            where = os.readlink(f"/proc/self/fd/{name}")
        except OSError:
            continue
        kinds.add(where.split(":")[0])
        if re.search(r"arena-|course|\.ipynb|autograder-|/root|/work", where):
            print("!!! open:", where)
        if where.startswith("/") and not where.startswith(("/dev/", "/proc/")):
            try:
                os.open(f"/proc/self/fd/{name}", os.O_RDONLY)
                print("!!! could be opened again:", where)
            except OSError:
                continue
    print("descriptors:", sorted(kinds))
    return 0
