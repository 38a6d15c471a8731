"""Looks for results of earlier gradings, in caches and folders of results.

Against: a cache from which other people's answers or one's own result can be read.
Must happen: no cache is mounted.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: caches
process: open
"""

# %%
import os
import sys


def double(x):
    found = []
    for top in ("/tmp", "/var", "/root", "/home", os.environ.get("XDG_CACHE_HOME", "/nowhere")):
        for folder, _, names in os.walk(top):
            if "autograder" in folder and folder != os.getcwd() and "/results" in folder:
                found += names
    for name in found[:3]:
        print("!!! a result:", name)
    print("caches:", len(found))
    return 0
