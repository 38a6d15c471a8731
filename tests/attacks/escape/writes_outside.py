"""Writes to every place where the machine lets everybody write.

Against: /tmp, /var/tmp, /dev/shm and open folders of the machine.
Must happen: what it writes to is its own, and goes with it.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: wrote
process: open
"""

# %%
import os


def double(x):
    wrote = 0
    for path in (TARGET["canary"], TARGET["outside"] + "/gotcha"):
        try:
            with open(path, "a") as file:
                file.write("gotcha")
            print("!!! wrote to", path)
        except OSError:
            continue
    for folder in ("/tmp", "/var/tmp", "/dev/shm", "/run", "/var/lock", "."):
        try:
            with open(f"{folder}/gotcha-left", "w") as file:
                wrote += file.write("gotcha")
        except OSError:
            continue
    print("wrote", wrote > 0)
    return 0
