"""From a notebook of another system to a reference and checks of ours, and a list of the rest."""

import ast
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.course.course import Course, load, name_problem
from autograder.course.files import write_atomically
from autograder.course.importing import from_nbgrader, from_otter
from autograder.course.importing.checks import Written, write_checks
from autograder.course.importing.pieces import Piece, Pieces, Remark, in_words
from autograder.course.pictures import pictures_in
from autograder.course.release import release
from autograder.errors import UsageError
from autograder.notebook import defined_names

if TYPE_CHECKING:
    from nbformat import NotebookNode

LIST = "IMPORT.md"
HEADER = """\
# ---
# jupyter:
#   autograder: {{assignment: {name}}}
#   jupytext: {{text_representation: {{extension: .py, format_name: percent}}}}
#   kernelspec: {{display_name: Python 3, language: python, name: python3}}
# ---

"""


@dataclass(frozen=True)
class Brought:
    """An assignment that was brought over."""

    name: str
    system: str
    exercises: tuple[str, ...]
    checks: int
    points: float
    written: tuple[Path, ...]
    remarks: tuple[Remark, ...]


def bring(course: Course, path: Path, name: str | None = None) -> Brought:
    """Write reference, checks and list of what needs a hand, and release the assignment.

    Args:
        course: where to.
        path: an nbgrader source notebook or an Otter master notebook.
        name: of the assignment; by default the notebook's.

    Raises:
        UsageError: the notebook is neither, has no exercise to check, or the name is taken.
    """
    notebook = _read(path)
    name = name or re.sub(r"\W+", "_", path.stem, flags=re.ASCII).strip("_")
    _require_free(course, name)
    system, found = _take_apart(path, notebook)
    exercises = tuple(piece.exercise for piece in found.pieces if piece.exercise)
    if not exercises:
        raise UsageError(
            f"{path} has no answer in code that a check could ask for, so there is nothing to"
            f" bring over.{''.join(f' {r.place}: {r.reason}' for r in found.remarks[:3])}"
        )
    checks = write_checks(found, exercises, _names(found), _imports(found), path.name)
    solutions, graders = course.root / "solutions" / name, course.root / "graders" / name
    files = {
        solutions / f"{name}.py": HEADER.format(name=name) + _percent(found),
        graders / "test_public.py": checks.public,
        graders / "test_hidden.py": checks.hidden,
    }
    for file, text in files.items():
        write_atomically(file, text.encode())
    copied = list(_copy_beside(path, notebook, solutions, found))
    released = _release(course, name, found)
    remarks = (*found.remarks, *checks.remarks)
    write_atomically(graders / LIST, _list(name, path, system, checks, remarks).encode())
    written = (*files, *copied, graders / LIST, *released)
    return Brought(name, system, exercises, checks.count, checks.points, written, remarks)


def _read(path: Path) -> "NotebookNode":
    import nbformat  # noqa: PLC0415 - takes a second

    try:
        return nbformat.read(path, as_version=4)  # type: ignore[no-any-return, no-untyped-call]
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None
    except Exception as error:
        raise UsageError(f"{path} is not a notebook: {str(error).splitlines()[0]}") from None


def _require_free(course: Course, name: str) -> None:
    if problem := name_problem(name):
        raise UsageError(f"Nothing was brought over: {problem}; give another with --name.")
    for folder in ("solutions", "graders", "assignments"):
        if (course.root / folder / name).exists():
            raise UsageError(
                f"Nothing was brought over: {course.root / folder / name} is there already; give"
                " another name with --name."
            )


def _take_apart(path: Path, notebook: "NotebookNode") -> tuple[str, Pieces]:
    if from_otter.is_otter(notebook):
        return "Otter", from_otter.take_apart(notebook)
    if from_nbgrader.is_nbgrader(notebook):
        return "nbgrader", from_nbgrader.take_apart(notebook)
    raise UsageError(
        f"{path} has neither nbgrader's marks nor Otter's questions; bring the instructor's"
        " version, with its solutions in."
    )


def _names(found: Pieces) -> frozenset[str]:
    """Everything that the notebook defines, imports apart."""
    names = {
        name
        for piece in found.pieces
        if piece.kind != "text"
        for name in defined_names(piece.source)
    }
    return frozenset(names - {*_imports(found)})


def _imports(found: Pieces) -> dict[str, str]:
    from autograder.course.importing.asserts import imported  # noqa: PLC0415

    names: dict[str, str] = {}
    for piece in found.pieces:
        if piece.kind == "text":
            continue
        lines = [line for line in piece.source.splitlines() if not re.match(r"\s*[%!]", line)]
        try:
            tree = ast.parse("\n".join(lines))
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names |= imported(node)
    return names


def _percent(found: Pieces) -> str:
    """The cells as a percent-format script: each exercise followed by its check."""
    import jupytext  # noqa: PLC0415 - takes two seconds
    from nbformat import v4  # noqa: PLC0415

    made = v4.new_notebook()  # type: ignore[no-untyped-call]
    for piece in _with_checks(_with_import(found.pieces)):
        if piece.kind == "text":
            cell = v4.new_markdown_cell(piece.source)  # type: ignore[no-untyped-call]
        else:
            cell = v4.new_code_cell(piece.source)  # type: ignore[no-untyped-call]
            cell.metadata = _marks(piece)
        made.cells.append(cell)
    text: str = jupytext.writes(made, fmt="py:percent")
    return text[text.index("# %%") :]


def _with_import(pieces: list[Piece]) -> list[Piece]:
    line = "from autograder import check"
    for place, piece in enumerate(pieces):
        if piece.kind == "exercise":
            return [*pieces[:place], Piece("setup", line), *pieces[place:]]
        if piece.kind == "setup":
            with_line = Piece("setup", f"{piece.source.rstrip()}\n\n{line}")
            return [*pieces[:place], with_line, *pieces[place + 1 :]]
    return pieces


def _with_checks(pieces: list[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        yield piece
        if piece.exercise:
            yield Piece("explore", f'check("{piece.exercise}")', f"check {piece.exercise}")


def _marks(piece: Piece) -> dict[str, object]:
    if piece.exercise.startswith("check "):
        return {"check": piece.exercise.removeprefix("check ")}
    return {"exercise": piece.exercise} if piece.exercise else {"tags": [piece.kind]}


def _copy_beside(
    path: Path, notebook: "NotebookNode", solutions: Path, found: Pieces
) -> Iterator[Path]:
    """Pictures that the text shows, and files that its code may read."""
    try:
        pictures = pictures_in(notebook, path)
    except UsageError as error:
        pictures = {}
        found.remark("the text", str(error))
    for file in sorted(path.parent.iterdir()):
        if file.is_dir() or file.name[0] in "._" or file.suffix in (".ipynb", ".py", ".pyc"):
            if file.suffix == ".py":
                found.remark(file.name, "was not brought over: put what it defines into a cell.")
            continue
        if file.resolve() not in {picture.resolve() for picture in pictures.values()}:
            found.remark(
                file.name,
                f"was copied to solutions/{solutions.name}/, but notebooks run where there are no"
                " files: make or download its data in a cell, or through `autograder.datasets`.",
            )
            pictures[file.name] = file
    for name, file in pictures.items():
        target = solutions / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
        yield target


def _release(course: Course, name: str, found: Pieces) -> list[Path]:
    try:
        return release(load(course.root).assignments[name])
    except UsageError as error:
        found.remark(f"solutions/{name}/{name}.py", f"is not released yet: {error}")
        return []


def _list(name: str, path: Path, system: str, checks: Written, remarks: tuple[Remark, ...]) -> str:
    lines = [
        f"# {name}, brought over from {system}",
        "",
        f"From `{path.name}`: {checks.count} checks, {in_words(checks.points)}.",
        "",
        "## What needs a hand" if remarks else "Nothing was left to do by hand.",
        "",
        *(f"- {remark.place}: {remark.reason}" for remark in remarks),
        "",
        f"Then run `autograder release {name}` and `autograder verify {name}`.",
    ]
    return "\n".join(lines).rstrip() + "\n"
