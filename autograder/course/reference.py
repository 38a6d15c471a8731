"""The reference, a percent-format script, read as an nbgrader source notebook."""

import ast
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.course import marks
from autograder.course.course import Assignment
from autograder.course.points import Worth, worths
from autograder.course.wellformed import require_well_formed
from autograder.errors import UsageError

if TYPE_CHECKING:
    from nbformat import NotebookNode


def reference_notebook(assignment: Assignment) -> "NotebookNode":
    """The reference with its solutions in, marked as students' notebooks are.

    Raises UsageError with one sentence about the first thing in the reference that is malformed.
    """
    import jupytext  # noqa: PLC0415 - takes two seconds, and grading reads no reference

    path = assignment.reference_py
    notebook: NotebookNode = jupytext.reads(_python(path), fmt="py:percent")
    _require_same_name(path, notebook, assignment.name)
    kinds = require_well_formed(path, notebook)
    subjects = [marks.subject_of(cell) for cell in notebook.cells]
    ids = marks.cell_ids(list(zip(kinds, subjects, strict=True)))
    worth = worths(assignment.graders)
    for cell, kind, subject, identity in zip(notebook.cells, kinds, subjects, ids, strict=True):
        marks.mark(cell, kind, worth.get(subject or "", Worth()))
        cell["id"] = identity
    notebook["metadata"] = _metadata(notebook, assignment.name)
    return notebook


def _python(path: Path) -> str:
    """The text of the reference, which is ordinary Python (magics stand in comments)."""
    try:
        text = path.read_text(encoding="utf-8")
        ast.parse(text)
    except SyntaxError as error:
        raise UsageError(f"{path}, line {error.lineno}: {error.msg}.") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None
    except ValueError:
        raise UsageError(f"{path} is not Python text in UTF-8.") from None
    return text


def _require_same_name(path: Path, notebook: "NotebookNode", name: str) -> None:
    said = notebook.metadata.get("autograder", {}).get("assignment", name)
    if said != name:
        raise UsageError(
            f"{path} says in its header that it is assignment {said!r}; make that {name!r}."
        )


def _metadata(notebook: "NotebookNode", name: str) -> dict[str, Any]:
    """What the released notebook says of itself: nothing of jupytext, nothing of this machine."""
    python = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {
        "autograder": {"assignment": name},
        "kernelspec": notebook.metadata.get("kernelspec") or python,
        "language_info": {"name": "python"},
    }
