"""Answers with errors that have other fields, other types, and a million frames.

Against: code that takes a failure's description as it comes.
Must happen: what is not a description of a failure ends the process.

on: double
lost: doubles_a_number, doubles_an_array
points: 15
shows: wrote to the connection
process: holds
"""

# %%
from autograder.student import session


def describe_failure(error):
    return {
        "type": ["Exit"],
        "bases": "BaseException",
        "message": 0,
        "frames": {"where": "grader"},
        "outcome": "passed",
        "score": 18,
    }


session.describe_failure = describe_failure


def double(x):
    raise ValueError
