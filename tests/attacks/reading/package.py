"""Looks into the package that it shares with the grader for the other half, and for courses near it.

Against: graders or courses that lie beside the installed package.
Must happen: of the package only the student's half is there.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: parts:
process: open
"""

# %%
import os

import autograder


def double(x):
    folder = os.path.dirname(autograder.__file__)
    parts = set(os.listdir(folder))
    for name in parts & {"grading", "engine", "sandbox", "course", "reports", "cli", "results"}:
        if os.path.isdir(f"{folder}/{name}") and os.listdir(f"{folder}/{name}"):
            print("!!! is there:", name)
    for name in ("graders", "solutions", "tests", ".git", "course.toml"):
        if os.path.exists(f"{folder}/../{name}"):
            print("!!! lies beside the package:", name)
    print("parts:", sorted(parts))
    return 0
