"""What reports say of a course besides results: titles, and the code that everybody was given."""

from collections.abc import Collection
from pathlib import Path

from autograder.course import Assignment, load
from autograder.errors import NotebookError, UsageError
from autograder.grading.handed_in import answers
from autograder.notebook import read, split
from autograder.reports.about import About


def about_course(root: Path | None, compared: Collection[str] = ()) -> About:
    """The course in this folder, or in the working directory or above; nothing where none is.

    Args:
        root: the course's folder.
        compared: names of the assignments whose stubs are read, for answers to be compared.

    Raises:
        UsageError: the folder that was named is no course.
    """
    try:
        course = load(root)
    except UsageError:
        if root is not None:
            raise
        return About()
    assignments = course.assignments.values()
    return About(
        course=course.settings.title,
        assignments={assignment.name: assignment.title for assignment in assignments},
        stubs={
            assignment.name: stub
            for assignment in assignments
            if assignment.name in compared and (stub := _stub(assignment)) is not None
        },
    )


def _stub(assignment: Assignment) -> dict[str, str] | None:
    """What the student got for each exercise; None where there is no stub to read."""
    try:
        raw = read(assignment.stub)
    except (NotebookError, OSError):
        return None
    return answers(split(raw, None, assignment.exercises), assignment.exercises)
