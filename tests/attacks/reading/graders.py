"""Looks for the graders, where TARGET says and everywhere else.

Against: files that lie open beside the sandbox.
Must happen: neither the path nor any file with such a name is there.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: looked at
process: open
"""

# %%
import os
import sys


def double(x):
    count = 0
    libraries = ("/proc", "/sys", "/usr", sys.prefix, sys.base_prefix)
    try:
        print("!!! the course is there:", os.listdir(TARGET["course"]))
    except OSError:
        pass
    for folder, folders, names in os.walk("/"):
        folders[:] = [f for f in folders if not os.path.join(folder, f).startswith(libraries)]
        count += len(names)
        for name in names:
            if name in ("test_hidden.py", "course.toml", "test_public.py"):
                print("!!! found", folder, name)
    print("looked at", count, "files")
    return 0
