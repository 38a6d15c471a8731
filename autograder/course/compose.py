"""A submission that was never submitted: the reference with one answer in another's place."""

import copy
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.course import marks
from autograder.course.files import notebook_bytes, write_atomically
from autograder.errors import UsageError

if TYPE_CHECKING:
    from nbformat import NotebookNode


def compose(reference_notebook: "NotebookNode", exercise: str, code: str) -> "NotebookNode":
    """A copy of the reference in which the exercise's cell says `code`."""
    composed = copy.deepcopy(reference_notebook)
    for cell in composed.cells:
        if marks.exercise_of(cell) == exercise:
            cell.source = code.rstrip("\n")
            return composed
    raise UsageError(f"The reference has no cell of exercise {exercise!r} to put an answer in.")


def write_notebook(notebook: "NotebookNode", path: Path) -> Path:
    """Write the notebook as a submission; returns the path."""
    write_atomically(path, notebook_bytes(notebook))
    return path
