"""What a student should know before handing in: would grading find every answer?

The cells are run for real, as grading runs them: in a fresh process, in the best sandbox that
there is here, without those for exploring. No check is run.
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Assignment, Course, Settings, recognise
from autograder.course.outline import of_checks
from autograder.errors import NotebookError, SandboxError
from autograder.grading import seeds
from autograder.grading.outcomes import CheckEnded
from autograder.grading.process import StudentSide
from autograder.grading.run import Submission, start
from autograder.notebook import Notebook, RawNotebook, beside, defined_names, read, split
from autograder.sandbox import open_sandbox

PUBLIC_CHECKS = "test_public.py"
LARGE = 5 * 2**20  # bytes


@dataclass(frozen=True)
class Preflight:
    """What was found, a sentence each."""

    problems: tuple[str, ...]
    """What would cost points."""
    remarks: tuple[str, ...]
    """What is good to know."""
    files: tuple[Path, ...]
    """What belongs to the submission: the notebook, and its weights if there are any."""


def preflight(path: Path, course: Course | None = None, sandbox: str = "auto") -> Preflight:
    """Look at a notebook, and run it, as grading would.

    Args:
        path: the notebook.
        course: tells the assignments apart; without one, the checks beside the notebook and the
            marks in it say what its exercises are.
        sandbox: where its code is to run.
    """
    try:
        raw = read(path)
        assignment = recognise(course, raw) if course else _from_beside(raw)
    except NotebookError as error:
        return Preflight((str(error),), (), (path,))
    where = course or Course(path.parent, Settings(), {})
    stub = read(assignment.stub) if assignment.stub.exists() else None
    notebook = split(raw, stub, assignment.exercises)
    weights, remarks = beside(path, where.settings.limits.weights_mb * 2**20)
    files = (path,) if weights is None else (path, path.with_name(weights.name))
    problems = [cell.problem for cell in notebook.cells if cell.problem and cell.kind != "explore"]
    unwritten = {name: cell for name in assignment.exercises if (cell := _stub_of(name, notebook))}
    problems += [
        f"{name} is not written yet ({cell}): it still raises NotImplementedError."
        for name, cell in unwritten.items()
    ]
    remarks = (*notebook.notices, *_size(path), *remarks)
    try:
        submission = Submission(path, assignment, notebook)
        with open_sandbox(sandbox) as opened:
            side = start(submission, where, opened)
            try:
                missing = _run(side, assignment.exercises)
            finally:
                side.close()
        problems += side.cells.notices()
        problems += [why for name, why in missing.items() if why and name not in unwritten]
        ran = (
            f"Its cells were run in a fresh process (sandbox {opened.name}), as grading runs them."
        )
    except SandboxError as error:
        ran = f"Its cells could not be tried here: {error}"
    return Preflight(tuple(dict.fromkeys(problems)), (*remarks, ran), files)


def _from_beside(raw: RawNotebook) -> Assignment:
    """The assignment, as far as a student's own folder tells."""
    tests = raw.path.with_name(PUBLIC_CHECKS)
    marked = tuple(dict.fromkeys(_marked(raw)))
    exercises = of_checks(tests) if tests.is_file() else marked
    if not exercises:
        raise NotebookError(
            f"{raw.path.name} has no exercises marked in it, and no {PUBLIC_CHECKS} lies beside it:"
            " is it the notebook that you were given?"
        )
    code = [cell.source for cell in raw.cells if cell.cell_type == "code"]
    if not set(exercises) & {*marked, *frozenset().union(*map(defined_names, code))}:
        raise NotebookError(
            f"{raw.path.name} has none of the exercises of the {PUBLIC_CHECKS} beside it"
            f" ({', '.join(exercises)}): is it the right notebook?"
        )
    return Assignment(raw.path.parent, raw.path.stem, "", exercises)


def _marked(raw: RawNotebook) -> Iterator[str]:
    for cell in raw.cells:
        mark = cell.metadata.get("nbgrader")
        if (
            isinstance(mark, dict)
            and mark.get("solution")
            and isinstance(mark.get("grade_id"), str)
        ):
            yield mark["grade_id"]


def _stub_of(exercise: str, notebook: Notebook) -> str | None:
    """The cell that defines an exercise last, if it is still as the stub left it."""
    for cell in reversed(notebook.cells):
        if cell.problem or cell.kind == "explore":
            continue
        for node in ast.parse(cell.code).body if exercise in defined_names(cell.code) else ():
            if getattr(node, "name", None) == exercise:
                return cell.label if _raises(node) else None
    return None


def _raises(definition: ast.AST) -> bool:
    """Whether it, or a function in it, ends with the stub's placeholder."""
    return any(
        isinstance(node.body[-1], ast.Raise)
        and node.body[-1].exc is not None
        and "NotImplementedError" in ast.unparse(node.body[-1].exc)
        for node in ast.walk(definition)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    )


def _size(path: Path) -> Iterator[str]:
    size = path.stat().st_size
    if size > LARGE:
        yield (
            f"{path.name} has {size / 2**20:.0f} MiB, nearly all of it outputs: clear them (in"
            " JupyterLab: Edit, Clear Outputs of All Cells) and save, and it stays small."
        )


def _run(side: StudentSide, exercises: Sequence[str]) -> dict[str, str | None]:
    """Run the cells; why each exercise's name is not there after them, or None."""
    missing: dict[str, str | None] = {}
    for name in exercises:
        try:
            seed = seeds.fresh_seed()
            side.ready(seeds.for_student(seed, name), None, seeds.for_checks(seed, name))
            missing[name] = side.why_missing(name)
        except CheckEnded as ended:
            missing[name] = ended.text(public=True)
    return missing
