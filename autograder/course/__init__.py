"""A course: its settings and assignments, what is made from them, and what they are tested with.

Importing this is quick; what reads and writes notebooks imports its tools when it is called.
"""

from autograder.course.answers import Answer
from autograder.course.compose import compose, write_notebook
from autograder.course.course import Assignment, Course, load
from autograder.course.new import new
from autograder.course.recognise import recognise
from autograder.course.reference import reference_notebook
from autograder.course.release import release, stale, stub_notebook
from autograder.course.settings import MOST_WAITING, LimitSettings, Settings

__all__ = [
    "MOST_WAITING",
    "Answer",
    "Assignment",
    "Course",
    "LimitSettings",
    "Settings",
    "compose",
    "load",
    "new",
    "recognise",
    "reference_notebook",
    "release",
    "stale",
    "stub_notebook",
    "write_notebook",
]
