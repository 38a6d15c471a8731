"""Defines functions, classes and cells named like checks and fixtures, with points of their own.

Against: a collection of tests that takes in what students define.
Must happen: checks come from the graders alone.

points: 18
shows: collected
process: holds
"""

# %%
import sys


class check:
    points = 1000

    def __init__(self, *a, **k): ...
    def __call__(self, function):
        return function


@check(points=1000, exercise="double")
def test_doubles_an_array(student=None):
    """Passes"""


def rng():
    return 0


student = pytest_plugins = "collected"
print("collected")
