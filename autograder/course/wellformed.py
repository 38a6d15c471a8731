"""What an author may get wrong in a reference, each with the sentence that says so."""

import ast
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.course import marks
from autograder.course.marks import Kind
from autograder.errors import UsageError
from autograder.notebook import defined_names

if TYPE_CHECKING:
    from nbformat import NotebookNode

BEGIN, END = "BEGIN SOLUTION", "END SOLUTION"


def require_well_formed(path: Path, notebook: "NotebookNode") -> list[Kind]:
    """Kind of every cell of a reference, or UsageError about the first thing that is malformed."""
    kinds = [_kind(path, cell) for cell in notebook.cells]
    for cell, kind in zip(notebook.cells, kinds, strict=True):
        _require_closed_regions(path, cell)
        _require_regions_where_they_belong(path, cell, kind)
        _require_call(path, cell, kind)
        if kind == "exercise":
            require_parses(path, cell, "does not parse")
    _require_one_definition(path, notebook, kinds)
    _require_checks(path, notebook, kinds)
    return kinds


def require_parses(path: Path, cell: "NotebookNode", otherwise: str) -> None:
    """Refuse a cell that is no Python, saying what is the matter with it."""
    try:
        ast.parse(cell.source)
    except SyntaxError as error:
        raise UsageError(
            f"{_place(path, cell)} {otherwise}: line {error.lineno} of the cell, {error.msg}."
        ) from None


def _kind(path: Path, cell: "NotebookNode") -> Kind:
    kind = marks.kind_of(cell)
    if kind is None:
        raise UsageError(
            f"{_place(path, cell)} does not have exactly one mark; mark it with one of "
            '`exercise="NAME"`, `check="NAME"`, `tags=["setup"]`, `tags=["explore"]`.'
        )
    return kind


def _require_closed_regions(path: Path, cell: "NotebookNode") -> None:
    is_open = False
    for line in cell.source.splitlines():
        if BEGIN in line and is_open:
            raise UsageError(f"{_place(path, cell)} begins a solution region inside another one.")
        if END in line and not is_open:
            raise UsageError(f"{_place(path, cell)} ends a solution region that it did not begin.")
        is_open = BEGIN in line or (is_open and END not in line)
    if is_open:
        raise UsageError(
            f"{_place(path, cell)} does not close its solution region; add a line `### {END}`."
        )


def _require_regions_where_they_belong(path: Path, cell: "NotebookNode", kind: Kind) -> None:
    has_region = BEGIN in cell.source
    if has_region and kind != "exercise":
        raise UsageError(
            f"{_place(path, cell)} has a solution region; only the cells of exercises may."
        )
    if kind == "exercise" and not has_region:
        # nbgrader would take the whole cell for the solution, signature and docstring included.
        raise UsageError(
            f"{_place(path, cell)} has no solution region; "
            f"put the answer between `### {BEGIN}` and `### {END}`."
        )


def _require_call(path: Path, cell: "NotebookNode", kind: Kind) -> None:
    """A check is the cell's last expression: Jupyter and nbgrader look at its result."""
    if kind != "check":
        return
    subject = marks.subject_of(cell)
    require_parses(path, cell, "does not parse")
    body = ast.parse(cell.source).body
    wanted = ast.dump(ast.parse(f"check({subject!r})").body[0])
    if not body or ast.dump(body[-1]) != wanted or cell.source.rstrip().endswith(";"):
        raise UsageError(f'{_place(path, cell)} has to call check("{subject}") in its last line.')


def _require_one_definition(path: Path, notebook: "NotebookNode", kinds: list[Kind]) -> None:
    """Every exercise is defined by its own cell, and by no other one that is always run."""
    exercises = {cell.metadata.get("exercise") for cell in notebook.cells} - {None}
    for cell, kind in zip(notebook.cells, kinds, strict=True):
        own = cell.metadata.get("exercise")
        # Explore cells are never run, so they may define what they like.
        names = defined_names(cell.source) if kind in ("exercise", "setup") else frozenset()
        if own and own not in names:
            raise UsageError(f"{_place(path, cell)} does not define {own}.")
        if others := sorted(names & (exercises - {own})):
            raise UsageError(f"{_place(path, cell)} defines {others[0]}, which has its own cell.")


def _require_checks(path: Path, notebook: "NotebookNode", kinds: list[Kind]) -> None:
    """Every exercise is followed by its own check, and no check stands before its exercise."""
    marked = [
        (kind, marks.subject_of(cell)) for kind, cell in zip(kinds, notebook.cells, strict=True)
    ]
    for place, (kind, subject) in enumerate(marked):
        if kind == "exercise" and ("check", subject) not in marked[place:]:
            raise UsageError(
                f"{path}: exercise {subject} is followed by no check of it; "
                f'add a cell `# %% check="{subject}"` with check("{subject}").'
            )
        if kind == "check" and ("exercise", subject) not in marked[:place]:
            raise UsageError(f"{path}: check({subject!r}) follows no exercise of that name.")


def _place(path: Path, cell: "NotebookNode") -> str:
    """The cell, as its author finds it."""
    if exercise := cell.metadata.get("exercise") or marks.exercise_of(cell):
        return f"{path}: the cell of exercise {exercise}"
    if check := cell.metadata.get("check"):
        return f"{path}: the check of {check}"
    first = next(iter(cell.source.splitlines()), "")
    return f"{path}: the cell that begins with {first[:60]!r}"
