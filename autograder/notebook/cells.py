"""What a cell becomes: its kind, its plain code, its definitions, and what is wrong with it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from autograder.notebook.transform import NOT_PYTHON, PlainPython, TooMuch, parse

Kind = Literal["setup", "exercise", "explore", "added"]

_CONFLICT = re.compile(r"^(<{7}|>{7})( |$)", re.M)


@dataclass(frozen=True)
class Cell:
    """One code cell of a submission, ready to be run."""

    index: int
    """Position among all cells of the file, from 0; negative when restored from the stub."""
    kind: Kind
    exercise: str | None
    """The exercise that an exercise cell is for; None for other kinds."""
    source: str
    """As written."""
    code: str
    """Plain Python with the same lines, magics made harmless; empty if there is a problem."""
    definitions: str
    """`code` cut down to imports, definitions and simple assignments, the same lines; empty for
    an explore cell, which is never run."""
    problem: str | None
    """Why the cell cannot be run, in one sentence, or None."""

    @property
    def label(self) -> str:
        """What it is called in sentences and tracebacks."""
        return f"cell {self.index + 1}" if self.index >= 0 else "a restored setup cell"


@dataclass(frozen=True)
class Notebook:
    """A submission's code cells, classified and repaired."""

    path: Path
    cells: tuple[Cell, ...]
    metadata: dict[str, Any]
    notices: tuple[str, ...]
    """What was repaired, one sentence each."""


def plain_code(source: str, index: int, plain: PlainPython) -> tuple[str, str | None]:
    """Return (plain Python, None), or ("", why it cannot be run) for the cell at `index`."""
    where = f"cell {index + 1}"
    try:
        code = plain(source)
        parse(code)
    except TooMuch as limit:
        return "", f"With {where} the notebook has {limit}: take out what does not belong there."
    except NOT_PYTHON as error:
        if marker := _CONFLICT.search(source):
            line = source.count("\n", 0, marker.start()) + 1
            return "", (
                f"Git left a merge conflict in {where}, at its line {line}: keep one side and "
                "delete the lines that start with <<<<<<<, ======= and >>>>>>>."
            )
        return "", f"{where.capitalize()} is not valid Python: {_reason(error)}."
    return code, None


def _reason(error: BaseException) -> str:
    if isinstance(error, SyntaxError) and error.lineno:
        return f"{(error.msg or 'invalid syntax').rstrip('.')}, at its line {error.lineno}"
    if isinstance(error, RecursionError | MemoryError):
        return "it is nested too deeply"
    return "it has characters in it that no Python text can have"
