"""Answers that a course is tested with: mutants, which are wrong, and variants, which are right."""

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from autograder.errors import UsageError

Kind = Literal["mutant", "variant"]

_KILLED_BY = re.compile(r"^Killed by:\s*(?P<check>\w+)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """One answer to one exercise, with what it is there to show."""

    path: Path
    exercise: str
    kind: Kind
    description: str
    killed_by: str | None
    code: str


def read_answers(folder: Path, kind: Kind, exercises: Sequence[str]) -> list[Answer]:
    """Every answer in the folder, by name; none when there is no such folder."""
    paths = sorted(path for path in folder.glob("*.py") if path.name != "__init__.py")
    return [read_answer(path, kind, exercises) for path in paths]


def read_answer(path: Path, kind: Kind, exercises: Sequence[str]) -> Answer:
    """The answer in one file, or UsageError with the file and what it lacks."""
    exercise = _exercise(path, exercises)
    docstring, code = _halves(path)
    killed_by = _KILLED_BY.search(docstring)
    if kind == "mutant" and not killed_by:
        raise UsageError(
            f"{path} does not say which check must fail; "
            "end its docstring with a line `Killed by: test_name`."
        )
    if kind == "variant" and killed_by:
        raise UsageError(f"{path} is a variant, a right answer, so no check may kill it.")
    description = " ".join(_KILLED_BY.sub("", docstring).split())
    if not description:
        raise UsageError(f"{path} does not say what it is; begin its docstring with a sentence.")
    return Answer(path, exercise, kind, description, killed_by and killed_by["check"], code)


def _exercise(path: Path, exercises: Sequence[str]) -> str:
    """The exercise that the file's name begins with."""
    # The longest name first, since the name of an exercise may contain two underscores itself.
    for exercise in sorted(exercises, key=len, reverse=True):
        if path.stem.startswith(f"{exercise}__"):
            return exercise
    raise UsageError(
        f"{path} does not say which exercise it answers; "
        f"name it EXERCISE__what_is_special.py, with one of {', '.join(exercises)}."
    )


def _halves(path: Path) -> tuple[str, str]:
    """Docstring and code; the docstring is about the answer and no part of it."""
    try:
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
    except SyntaxError as error:
        raise UsageError(f"{path}, line {error.lineno}: {error.msg}.") from None
    except ValueError:
        raise UsageError(f"{path} is not Python text in UTF-8.") from None
    docstring = ast.get_docstring(tree)
    if docstring is None:
        raise UsageError(f"{path} has no docstring; say in it what the answer shows.")
    after = text.splitlines()[tree.body[0].end_lineno :]
    return docstring, "\n".join(after).strip() + "\n"
