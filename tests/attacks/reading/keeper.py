"""Looks into its parent: memory, descriptors, root directory.

Against: the keeper, which has the same user number.
Must happen: nothing of it can be opened.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: refused
process: open
"""

# %%
import os


def double(x):
    refused = 0
    for number in {1, os.getppid()} - {os.getpid()}:
        for what in ("mem", "fd", "root", "cwd", "environ", "maps", "stack", "task"):
            path = f"/proc/{number}/{what}"
            try:
                if what in ("fd", "task"):
                    found = os.listdir(path)
                    found = [os.readlink(f"{path}/{n}") for n in found] if what == "fd" else []
                elif what in ("root", "cwd"):
                    found = os.readlink(path)
                else:
                    found = open(path, "rb").read(1)
            except OSError:
                refused += 1
                continue
            if found:
                print("!!! of the keeper:", what, found)
    print("refused", refused > 4)
    return 0
