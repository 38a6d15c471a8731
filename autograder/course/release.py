"""From a reference, the files that students and nbgrader get.

| made                              | from                                                  |
|---|---|
| solutions/NAME/NAME.ipynb         | solutions/NAME/NAME.py, as an nbgrader source notebook |
| assignments/NAME/NAME.ipynb       | the same, its solutions taken out by nbgrader itself   |
| assignments/NAME/test_public.py   | graders/NAME/test_public.py, as it is                  |
| solutions/NAME/test_public.py     | the same: nbgrader takes from there what it hands out  |
| assignments/NAME/…                | pictures that the text shows                           |

The same reference gives the same bytes, so that a difference means something.
"""

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.course import marks
from autograder.course.course import Assignment
from autograder.course.files import notebook_bytes, write_atomically
from autograder.course.pictures import pictures_in
from autograder.course.reference import reference_notebook
from autograder.course.wellformed import require_parses
from autograder.errors import UsageError

if TYPE_CHECKING:
    from nbformat import NotebookNode

PUBLIC_CHECKS = "test_public.py"


def release(assignment: Assignment) -> list[Path]:
    """Write what is made from the reference; returns the paths of all of it.

    Nothing is written when the reference is malformed: UsageError says what is.
    """
    made = _made(assignment)
    for path, content in made.items():
        write_atomically(path, content)
    return list(made)


def stale(assignment: Assignment) -> list[str]:
    """A sentence about each file that is not what `release` would write now.

    An assignment that came without its reference has nothing to be held against.
    """
    if not assignment.reference_py.is_file():
        return []
    made, folder = _made(assignment), assignment.stub.parent
    sentences = [_difference(assignment, path, content) for path, content in made.items()]
    strangers = [
        f"{path.relative_to(assignment.root)} is made from nothing in the reference, and students "
        "would get it; take it away."
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path not in made and not _is_by_the_way(path.relative_to(folder))
    ]
    return [sentence for sentence in sentences if sentence] + strangers


def stub_notebook(assignment: Assignment) -> "NotebookNode":
    """What students get: the reference without its solutions, with nbgrader's checksums."""
    return _stub_of(assignment, reference_notebook(assignment))


def _stub_of(assignment: Assignment, source: "NotebookNode") -> "NotebookNode":
    from nbgrader import preprocessors as steps  # noqa: PLC0415 - takes three seconds

    # What `nbgrader generate_assignment` does, less what needs its database or serves cells
    # that these notebooks do not have (hidden tests, marking schemes).
    chain = (
        steps.LockCells,
        steps.ClearSolutions,
        steps.ClearOutput,
        steps.CheckCellMetadata,
        steps.ComputeChecksums,
    )
    stub = copy.deepcopy(source)
    for step in chain:
        stub, _ = step().preprocess(stub, {})
    for cell in stub.cells:
        if marks.exercise_of(cell):
            require_parses(
                assignment.reference_py,
                cell,
                "cuts a statement in two with its solution region",
            )
    return stub


def _made(assignment: Assignment) -> dict[Path, bytes]:
    """Every file that the reference makes, with its content."""
    if not assignment.reference_py.is_file():
        raise UsageError(
            f"{assignment.name} cannot be released, since {assignment.reference_py} is not there."
        )
    source = reference_notebook(assignment)
    made = {
        assignment.reference_ipynb: notebook_bytes(source),
        assignment.stub: notebook_bytes(_stub_of(assignment, source)),
        assignment.stub.with_name(PUBLIC_CHECKS): _public_checks(assignment),
        assignment.reference_py.with_name(PUBLIC_CHECKS): _public_checks(assignment),
    }
    for name, picture in pictures_in(source, assignment.reference_py).items():
        made[assignment.stub.parent / name] = picture.read_bytes()
    return made


def _public_checks(assignment: Assignment) -> bytes:
    path = assignment.graders / PUBLIC_CHECKS
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UsageError(
            f"{assignment.name} cannot be released without public checks; write {path}."
        ) from None


def _difference(assignment: Assignment, path: Path, content: bytes) -> str | None:
    shown = path.relative_to(assignment.root)
    remedy = f"run `autograder release {assignment.name}`"
    if not path.is_file():
        return f"{shown} is missing; {remedy}."
    found = path.read_bytes()
    if found == content:
        return None
    cells = _cells_that_differ(found, content) if path.suffix == ".ipynb" else ""
    return f"{shown} is stale or was edited by hand{cells}; {remedy}."


def _cells_that_differ(found: bytes, content: bytes) -> str:
    """Which cells an author has to look at, where the file can still be read."""
    try:
        there = {cell.get("id"): cell for cell in json.loads(found)["cells"]}
    except (ValueError, KeyError, TypeError, AttributeError):
        return " and is no notebook any more"
    wanted = {cell["id"]: cell for cell in json.loads(content)["cells"]}
    names = [name for name in wanted if there.get(name) != wanted[name]]
    names += [str(name) for name in there if name not in wanted]
    return f" (cells: {', '.join(names)})" if names else ""


def _is_by_the_way(path: Path) -> bool:
    """Whether Jupyter, Python or an editor put the file there."""
    return any(part.startswith(".") or part == "__pycache__" for part in path.parts)
