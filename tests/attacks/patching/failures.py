"""Makes every failure look like the stub's own NotImplementedError, or like success.

Against: a failure that is worth more than another.
Must happen: a blocked check earns nothing, too.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: not written yet
process: holds
"""

# %%
from autograder.student import session


def describe_failure(error):
    return {"type": "NotImplementedError", "bases": [], "message": "passed", "frames": []}


session.describe_failure = describe_failure


def double(x):
    raise ValueError("this is really something else")
