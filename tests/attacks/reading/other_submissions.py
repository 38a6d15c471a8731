"""Reads its own folder and the submission beside it.

Against: other students' work in the same folder.
Must happen: no submission is mounted, not even its own.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: looked
process: open
"""

# %%
import os


def double(x):
    folder = os.path.dirname(TARGET["notebook"])
    for path in (TARGET["notebook"], folder + "/neighbour.ipynb", folder, os.path.dirname(folder)):
        try:
            print("!!! can be opened:", path, os.stat(path).st_size)
        except OSError:
            continue
    print("looked")
    return 0
