"""Keys of what a result depends on: the code that runs, its surroundings, and the checks.

Equal keys mean that grading again would find the same. Comments, blank lines, outputs and
markdown make no difference to the code's key; they move places, which `exact_key` stands for.
"""

import ast
import functools
import importlib.metadata
import json
import platform
import re
import sys
from pathlib import Path

import msgspec

from autograder.course import Assignment, Course
from autograder.engine.cache import Entry
from autograder.engine.grader_keys import (
    check_keys,
    digest,
    digest_of,
    files_below,
    graders_key,
)
from autograder.grading.run import Submission
from autograder.notebook import Cell, Notebook
from autograder.notebook.transform import NOT_PYTHON, parse

__all__ = [
    "check_keys",
    "code_key",
    "entry_key",
    "environment_key",
    "exact_key",
    "graders_key",
    "machine",
    "mentions_places",
    "own_code",
    "submission_key",
]

# our own code that decides a result; what only schedules, shows or exports does not
ROOMS = ("wire", "student", "notebook", "course", "results", "sandbox", "grading", "datasets")

# "cell 3, line 7", "Cells 3, 4 and 7", `File "<cell 3>", line 7`, "<a restored setup cell>:7:",
# "Cell In[3]", and what IPython calls a cell's file; once too often is no harm
_PLACE = re.compile(r"\b(cell|line)(s|no)?\b.{0,12}?\d|ipython-input|ipykernel", re.IGNORECASE)


def entry_key(code: str, environment: str, seed: int | None, first_failure: bool = False) -> str:
    """The key of an entry.

    Args:
        code: from `code_key`.
        environment: from `environment_key`.
        seed: the one that was asked for; None where each grading may draw its own.
        first_failure: whether the checks end with the first that fails.
    """
    drawn = "a fresh one" if seed is None else str(seed)
    return digest(code, environment, drawn, *(["until a failure"] if first_failure else []))


def code_key(notebook: Notebook) -> str:
    """The key of the code that runs, and of what else is said about the notebook."""
    cells = [
        (cell.kind, cell.exercise, cell.problem, _normal(cell.code), _normal(cell.definitions))
        for cell in _that_count(notebook)
    ]
    return digest(json.dumps(cells), *notebook.notices)


def submission_key(submission: Submission) -> str:
    """The key of everything that was handed in, and of what there is to say about it."""
    weights = submission.weights
    brought = (weights.name, weights.digest) if weights else ()
    return digest(code_key(submission.notebook), *submission.notices, *brought)


def exact_key(notebook: Notebook) -> str:
    """The key of the same code to the letter, with the names of its cells."""
    cells = [(cell.label, cell.code, cell.definitions) for cell in _that_count(notebook)]
    return digest(json.dumps(cells))


def mentions_places(entry: Entry) -> bool:
    """Whether anything that was said may speak of a line or of a cell by its number."""
    said = [text for kept in entry.checks for text in (kept.result.message, kept.result.trace)]
    return any(_PLACE.search(text) for text in (*said, *entry.notices, entry.output))


def environment_key(course: Course, assignment: Assignment, sandbox: str, image: str) -> str:
    """The key of everything around the submission but the checks."""
    names = [assignment.name, sandbox, image, *assignment.exercises]
    limits = msgspec.json.encode(course.settings.limits).decode()
    return digest(machine(), own_code(), limits, digest_of(assignment.stub), *names)


def _that_count(notebook: Notebook) -> list[Cell]:
    """The cells that are run, and those of exercises that cannot be, which checks speak of."""
    return [
        cell
        for cell in notebook.cells
        if cell.kind != "explore" and (cell.kind == "exercise" or not cell.problem)
    ]


@functools.lru_cache(maxsize=64)  # most cells only define, and are asked for twice
def _normal(code: str) -> str:
    """The key of code without what Python passes over; of what is no Python, as it is."""
    try:
        return digest("Python", ast.dump(parse(code)))
    except NOT_PYTHON:
        return digest("no Python", code)


@functools.lru_cache(maxsize=1)
def machine() -> str:
    """The key of Python and of what is installed; a process keeps what it has once imported."""
    packages = {f"{found.name} {found.version}" for found in importlib.metadata.distributions()}
    python = platform.python_implementation(), sys.version, platform.machine()
    return digest(*python, *sorted(packages))


@functools.lru_cache(maxsize=1)
def own_code() -> str:
    """The key of our own code that decides a result."""
    package = Path(__file__).parents[1]
    files = [
        f"{room}/{place} {digest_of(path)}"
        for room in ROOMS
        for place, path in files_below(package / room)
    ]
    return digest(digest_of(package / "errors.py"), *files)
