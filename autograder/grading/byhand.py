"""What `pytest --submission` needs: a checker over a sandbox of its own."""

from pathlib import Path

from autograder import course as courses
from autograder.grading import seeds
from autograder.grading.checker import Checker
from autograder.grading.process import StudentSide
from autograder.grading.run import read_submission, start
from autograder.sandbox import Sandbox, open_sandbox


def open_checker(
    path: Path, *, course: Path | None, assignment: str | None, sandbox: str, seed: int | None
) -> tuple[Checker, tuple[StudentSide, Sandbox]]:
    """A checker for one notebook, and what has to be closed after it (in that order)."""
    where = courses.load(course)
    submission = read_submission(path, where, assignment)
    opened = open_sandbox(sandbox)
    side = start(submission, where, opened)
    seed = seeds.fresh_seed() if seed is None else seed
    return Checker(side, seed, weights=submission.weights), (side, opened)
