"""Reads home folders, and where programs keep keys and caches.

Against: what belongs to whoever runs the grader.
Must happen: there is no home folder here.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: places
process: open
"""

# %%
import os
import sys

import autograder


def double(x):
    places = ["/root", "/home", os.path.dirname(TARGET["home"]), "/mnt", "/srv", "/opt/secrets"]
    for place in places:
        try:
            found = os.listdir(place)
        except OSError:
            continue
        # Python and this package may be installed below a home folder
        ways = [*sys.path, sys.prefix, sys.base_prefix, autograder.__file__]
        if found := [n for n in found if not any(f"{place}/{n}" in way for way in ways)]:
            print("!!! home:", place, found)
    try:
        print("!!! read", open(TARGET["home"]).read())
    except OSError:
        pass
    print("places:", len(places))
    return 0
