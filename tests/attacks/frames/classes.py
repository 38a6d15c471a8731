"""Goes from `object` to all of its subclasses, for a class that checks or expects.

Against: the trusted half of the package being loaded here.
Must happen: it is not, and it is not even installed where this runs.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: classes:
process: open
"""

# %%
import importlib


def below(kind, seen):
    for one in type.__subclasses__(kind):
        if one not in seen:
            seen.add(one)
            below(one, seen)
    return seen


def double(x):
    classes = below(object, set())
    for one in classes:
        if str(one.__module__).startswith(("autograder.grading", "autograder.engine")):
            print("!!! is loaded:", one)
    for name in ("autograder.grading", "autograder.engine"):
        try:
            importlib.import_module(name)
            print("!!! can be imported:", name)
        except ImportError:
            continue
    print("classes:", len(classes))
    return 0
