"""What a cell of a course's notebook is: its marks for nbgrader and for us, and its id."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from autograder.course.points import Worth

if TYPE_CHECKING:
    from nbformat import NotebookNode

Kind = Literal["text", "setup", "exercise", "check", "explore"]

# What jupytext's header and cell options say, which a released notebook says in its own words.
_WRITTEN_ONLY = ("exercise", "check", "lines_to_next_cell")
_LONGEST_ID = 64

# nbgrader's name of the cell `check("my_rmse")`: the exercise's own is taken by the answer
CHECK_PREFIX = "check-"


def kind_of(cell: "NotebookNode") -> Kind | None:
    """What the author marked the cell as; None when no mark, or more than one, says."""
    if cell.cell_type != "code":
        return "text"
    marks: list[Kind] = []
    if "exercise" in cell.metadata:
        marks.append("exercise")
    if "check" in cell.metadata:
        marks.append("check")
    tags = cell.metadata.get("tags", [])
    if "setup" in tags:
        marks.append("setup")
    if "explore" in tags and "check" not in cell.metadata:
        marks.append("explore")
    return marks[0] if len(marks) == 1 else None


def subject_of(cell: "NotebookNode") -> str | None:
    """The exercise that a cell of a reference is the solution of, or the check."""
    subject = cell.metadata.get("exercise") or cell.metadata.get("check")
    return str(subject) if subject else None


def mark(cell: "NotebookNode", kind: Kind, worth: Worth) -> None:
    """Say in the metadata of a released notebook what the cell is, and what it is worth.

    To nbgrader the check is a test, worth the points of the public checks, and the answer is
    one that somebody else grades, worth those of the hidden checks, if there are any.
    """
    subject = str(subject_of(cell))
    for name in _WRITTEN_ONLY:
        cell.metadata.pop(name, None)
    if kind == "exercise":
        _add_tag(cell, "exercise")
        cell.metadata["nbgrader"] = _nbgrader(subject, solution=True, points=worth.hidden or None)
    elif kind == "check":
        _add_tag(cell, "explore")
        cell.metadata["nbgrader"] = _nbgrader(
            CHECK_PREFIX + subject, solution=False, points=worth.public
        )


def exercise_of(cell: "NotebookNode") -> str | None:
    """The exercise that a cell of a released notebook is the solution of."""
    nbgrader: dict[str, Any] = cell.metadata.get("nbgrader", {})
    return str(nbgrader["grade_id"]) if nbgrader.get("solution") else None


def cell_ids(kinds: Sequence[tuple[Kind, str | None]]) -> list[str]:
    """An id for each cell, from its kind and the exercise it is for.

    Other cells are counted from the last exercise on, so that no id depends on what a cell says,
    and a cell that is put in renumbers only its own kind, and only up to the next exercise.
    """
    ids: list[str] = []
    section: str | None = None
    count: Counter[str] = Counter()
    for kind, exercise in kinds:
        if kind == "exercise":
            section, count = exercise, Counter()
        if exercise is not None:
            ids.append(_id(f"{kind}-{exercise}"))
            continue
        count[kind] += 1
        ids.append(_id("-".join(filter(None, (kind, section, str(count[kind]))))))
    return ids


def _id(text: str) -> str:
    """The text, or what stands for it where notebooks allow no id of its length."""
    if len(text) <= _LONGEST_ID:
        return text
    return hashlib.sha256(text.encode()).hexdigest()[:_LONGEST_ID]


def _nbgrader(grade_id: str, *, solution: bool, points: float | None) -> dict[str, Any]:
    mark = {
        "schema_version": 3,
        "grade_id": grade_id,
        "solution": solution,
        "grade": points is not None,
        "locked": not solution,
        "task": False,
    }
    return mark if points is None else {**mark, "points": points}


def _add_tag(cell: "NotebookNode", tag: str) -> None:
    tags = list(cell.metadata.get("tags", []))
    cell.metadata["tags"] = tags if tag in tags else [*tags, tag]
