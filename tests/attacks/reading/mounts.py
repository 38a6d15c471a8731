"""Follows the table of mounts to where things came from.

Against: a bind mount that shows more than it should, or its source.
Must happen: what is shown is read-only, and nothing else is.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: mounts:
process: open
"""

# %%
import os


def double(x):
    lines = open("/proc/self/mountinfo").read().splitlines()
    for line in lines:
        fields = line.split()
        point, options = fields[4], fields[5].split(",")
        own = ("/tmp", "/dev/shm", "/proc", "/dev/", "/tmp/work")
        if "rw" in options and not point.startswith(own):
            print("!!! can be written:", point)
        if "nosuid" not in options:
            print("!!! set-user-id files count in", point)
        for word in ("arena-", "graders", "solutions", ".ipynb"):
            if word in line:
                print("!!! the table of mounts tells", word)
    print("mounts:", len(lines) > 3)
    return 0
