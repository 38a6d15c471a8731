"""Overwrites what the next submission will run: Python, its libraries, the autograder, TensorFlow.

Against: files that all submissions share.
Must happen: they are read-only, by any path.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: refused
process: never
"""

# %%
import os
import site
import sys

import numpy as np

import autograder


def double(x):
    refused = 0
    paths = [sys.executable, os.path.realpath(sys.executable), "/proc/self/exe", np.__file__]
    paths += [autograder.__file__, os.__file__, "/usr/lib/os-release", "/bin/sh", "/etc/ld.so.preload"]
    paths += [f"{folder}/gotcha.pth" for folder in site.getsitepackages()]
    paths += [f"{folder}/sitecustomize.py" for folder in sys.path if folder]
    paths += ["/etc/passwd", "/usr/bin/gotcha", "/gotcha", "/usr/local/lib/gotcha"]
    if os.geteuid() == 0 and os.access(paths[0], os.W_OK):
        print("!!! may write to", paths[0])
        return 0
    for path in paths:
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT))
            print("!!! opened for writing:", path)
        except OSError:
            refused += 1
        try:
            os.chmod(path, 0o777)
            print("!!! changed the rights of", path)
        except OSError:
            continue
    print("refused", refused > 10)
    return 0
