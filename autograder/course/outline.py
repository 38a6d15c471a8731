"""Title and exercises of an assignment, read off its reference or its stub.

Discovery looks at every assignment of a course each time a program starts, so it reads only the
marks and leaves the thorough reading, which imports jupytext for a second, to `release`.
"""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import UsageError

_HEADING = re.compile(r"^# # +(?P<title>\S.*)$", re.MULTILINE)
_EXERCISE = re.compile(
    r"""^\#\s?%%.*\bexercise"?\s*[=:]\s*(?P<quote>["'])(?P<name>.*?)(?P=quote)""", re.MULTILINE
)


@dataclass(frozen=True)
class Outline:
    """What a course has to know of an assignment before anything is graded."""

    title: str
    exercises: tuple[str, ...]


def of_reference(path: Path) -> Outline:
    """The outline of a reference in jupytext's percent format."""
    text = _text(path)
    heading = _HEADING.search(text)
    exercises = tuple(match["name"] for match in _EXERCISE.finditer(text))
    return _outline(path, heading["title"].strip() if heading else None, exercises)


def of_stub(path: Path) -> Outline:
    """The outline of a released notebook, for a course that ships without its references."""
    try:
        cells = json.loads(_text(path))["cells"]
        title = next(_headings(cells), None)
        exercises = tuple(_grade_ids(cells))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsageError(
            f"{path} is not a released notebook; make it again with `autograder release`."
        ) from None
    return _outline(path, title, exercises)


def _outline(path: Path, title: str | None, exercises: tuple[str, ...]) -> Outline:
    if not exercises:
        raise UsageError(
            f'{path} has no exercise; mark the cell of a solution with `# %% exercise="NAME"`.'
        )
    twice = next((name for name in exercises if exercises.count(name) > 1), None)
    if twice:
        raise UsageError(f"{path} has exercise {twice} twice; an exercise has one solution cell.")
    return Outline(title or path.stem.replace("_", " ").capitalize(), exercises)


def _headings(cells: list[dict[str, Any]]) -> Iterator[str]:
    for cell in cells:
        if cell["cell_type"] == "markdown":
            for line in "".join(cell["source"]).splitlines():
                if line.startswith("# "):
                    yield line[2:].strip()


def _grade_ids(cells: list[dict[str, Any]]) -> Iterator[str]:
    for cell in cells:
        mark = cell["metadata"].get("nbgrader", {})
        if mark.get("solution"):
            yield str(mark["grade_id"])


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8 text; save it as UTF-8.") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None


def of_checks(path: Path) -> tuple[str, ...]:
    """The exercises that a file of checks is about, in its order; it is read and not run.

    Raises:
        UsageError: it cannot be read, or is not Python.
    """
    try:
        tree = ast.parse(_text(path))
    except (SyntaxError, ValueError):
        raise UsageError(
            f"{path} is not Python any more; get it anew from where the notebook came from."
        ) from None
    marks = (
        keyword.value.value
        for test in tree.body
        if isinstance(test, ast.FunctionDef)
        for mark in test.decorator_list
        if isinstance(mark, ast.Call)
        for keyword in mark.keywords
        if keyword.arg == "exercise" and isinstance(keyword.value, ast.Constant)
    )
    return tuple(dict.fromkeys(str(name) for name in marks))
