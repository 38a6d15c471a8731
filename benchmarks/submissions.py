"""A class that was never taught: notebooks with right and wrong answers, no two of them alike."""

import copy
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COURSE = Path(__file__).resolve().parent / "course"
# one in so many is wrong
WRONG = 4

Notebook = dict[str, Any]
# what assertions need beside the answer
NUMPY = "import numpy as np\n"

# What differs in every submission, and in what it computes with: no cache knows the code.
NUMBERED = {
    "SimpleQuadratic": ("units=32", "units={units}"),
    "rmse": ("errors", "errors_{number}"),
    "fit_line": ("SGD(0.3)", "SGD({rate:.4f})"),
}

# (exercise, what a right answer says, what a wrong one says)
SLIPS = (
    ("SimpleQuadratic", "tf.square(inputs)", "inputs"),
    ("rmse", "tf.square(", "tf.abs("),
    ("fit_line", "SGD(0.3", "SGD(0.001"),
    ("SimpleQuadratic", " + self.c", ""),
    ("rmse", "return tf.sqrt(", "return ("),
)


@dataclass(frozen=True)
class Submission:
    """The answers of one student, and whether all of them are right."""

    name: str
    answers: Mapping[str, str]
    right: bool


def assignment_name(without_fit: bool) -> str:
    """The assignment of the course that is measured with."""
    return "regression_without_fit" if without_fit else "regression"


def submissions(assignment: str) -> Iterator[Submission]:
    """As many as are taken, each another one; every fourth is wrong."""
    reference = answers_in(read(COURSE / "solutions" / assignment / f"{assignment}.ipynb"))
    slips = [slip for slip in SLIPS if slip[0] in reference]
    number = 0
    while True:
        number += 1
        answers = {name: _numbered(name, code, number) for name, code in reference.items()}
        right = number % WRONG != 0
        if not right:
            exercise, said, instead = slips[number // WRONG % len(slips)]
            answers[exercise] = _replaced(answers[exercise], said, instead)
        yield Submission(f"student{number:04}", answers, right)


def _numbered(exercise: str, code: str, number: int) -> str:
    said, instead = NUMBERED[exercise]
    return _replaced(
        code, said, instead.format(units=32 + number, number=number, rate=0.3 + number / 10_000)
    )


def _replaced(code: str, said: str, instead: str) -> str:
    if said not in code:
        raise SystemExit(f"the reference of the benchmark's course no longer says {said!r}")
    return code.replace(said, instead)


def read(path: Path) -> Notebook:
    """The notebook in the file."""
    notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def write(notebook: Notebook, path: Path) -> Path:
    """Write the notebook, and the folders above it; returns the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False), encoding="utf-8")
    return path


def stub(assignment: str) -> Notebook:
    """What students get."""
    return read(COURSE / "assignments" / assignment / f"{assignment}.ipynb")


def exercise_of(cell: Mapping[str, Any]) -> str | None:
    """The exercise that a cell holds the answer of."""
    marks = cell["metadata"].get("nbgrader", {})
    return str(marks["grade_id"]) if marks.get("solution") else None


def answers_in(notebook: Notebook) -> dict[str, str]:
    """What stands in the cell of each exercise, without the marks around a solution."""
    return {
        exercise: "".join(
            line
            for line in cell["source"]
            if line.strip() not in ("### BEGIN SOLUTION", "### END SOLUTION")
        )
        for cell in notebook["cells"]
        if (exercise := exercise_of(cell))
    }


def answered(notebook: Notebook, answers: Mapping[str, str]) -> Notebook:
    """A copy of the notebook with these answers in its exercises' cells."""
    filled = copy.deepcopy(notebook)
    for cell in filled["cells"]:
        if exercise := exercise_of(cell):
            cell["source"] = answers[exercise].splitlines(keepends=True)
    return filled


def portable(notebook: Notebook) -> Notebook:
    """A copy that needs nothing of ours: no import of it, no cells that call it."""
    plain = copy.deepcopy(notebook)
    del plain["metadata"]["autograder"]
    plain["cells"] = [cell for cell in plain["cells"] if not _checks(cell)]
    for cell in plain["cells"]:
        cell["source"] = [
            line for line in cell["source"] if not line.startswith("from autograder ")
        ]
    return plain


def _checks(cell: Mapping[str, Any]) -> bool:
    return cell["cell_type"] == "code" and "".join(cell["source"]).startswith("check(")


def with_test_cells(notebook: Notebook, assertions: Mapping[str, Mapping[str, str]]) -> Notebook:
    """A copy in which a cell for each assertion of an exercise follows the answer, as nbgrader
    marks the cells that it grades by.
    """
    tested = copy.deepcopy(notebook)
    tested["cells"] = []
    for cell in notebook["cells"]:
        tested["cells"].append(cell)
        exercise = exercise_of(cell)
        for name, source in assertions.get(exercise or "", {}).items():
            tested["cells"].append(_test_cell(name, f"{NUMPY}\n\n{source}\n\n\n{name}({exercise})"))
    return tested


def _test_cell(name: str, source: str) -> dict[str, Any]:
    marks = {
        "schema_version": 3, "grade_id": name, "points": 1,
        "grade": True, "solution": False, "locked": True, "task": False,
    }  # fmt: skip
    return {
        "cell_type": "code", "id": name, "execution_count": None, "outputs": [],
        "metadata": {"nbgrader": marks}, "source": source.splitlines(keepends=True),
    }  # fmt: skip


def test_file(exercise: str, assertions: Mapping[str, str]) -> str:
    """A test file of Otter's with a case for each assertion of an exercise."""
    cases = (f"@test_case(name={name!r}, points=1)\n{code}" for name, code in assertions.items())
    head = (
        f"{NUMPY}from otter.test_files import test_case\n\nOK_FORMAT = False\nname = {exercise!r}"
    )
    return "\n\n\n".join([head, *cases]) + "\n"


def take(source: Iterator[Submission], n: int) -> Sequence[Submission]:
    """The next `n` of them."""
    return [next(source) for _ in range(n)]
