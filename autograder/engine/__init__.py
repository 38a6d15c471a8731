"""Many submissions: which ones, on how many workers, and what became of each."""

from autograder.engine.batch import grade
from autograder.engine.calibrate import calibrate
from autograder.engine.verify import verify

__all__ = ["calibrate", "grade", "verify"]
