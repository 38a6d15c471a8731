"""Real gradings for `simulated.py`: how long each takes, and one whole result of each kind."""

import shutil
import tempfile
from pathlib import Path

import msgspec
from measure import machine
from simulated import Kind, Measured

from autograder.course import Course
from autograder.engine.executors import LocalExecutor
from autograder.engine.jobs import Graded, Job
from autograder.engine.verify import answer_cases, reference_cases


def kinds_of(course: Course, assignment: str, folder: Path) -> dict[str, list[Path]]:
    """Notebooks of an assignment, by what they are: reference, stub, mutants and variants."""
    where = course.assignment(assignment)
    stub = folder / "stub.ipynb"
    shutil.copy(where.stub, stub)
    found: dict[str, list[Path]] = {"stub": [stub]}
    for case in (*reference_cases(where, folder, 1), *answer_cases(where, folder, (0,))):
        found.setdefault(case.kind, []).append(case.path)
    return found


def measure_all(course: Course, assignment: str, sandbox: str, most: int) -> Measured:
    """Grade each notebook once, one after the other, past the cache.

    Args:
        course: where the assignment is.
        assignment: its name.
        sandbox: where the answers run.
        most: of each kind, so many at most.
    """
    kinds = {}
    with (
        tempfile.TemporaryDirectory() as name,
        LocalExecutor(course, sandbox, jobs=1) as executor,
    ):
        notebooks = kinds_of(course, assignment, Path(name))
        _graded(executor, notebooks["reference"][0], course)  # warms up
        for kind, paths in notebooks.items():
            results = [_graded(executor, path, course).result for path in paths[:most]]
            results.sort(key=lambda result: result.duration_s)
            middle = results[len(results) // 2]
            template = msgspec.structs.replace(
                middle, submission=Path(middle.submission).name, answers={}
            )
            kinds[kind] = Kind([result.duration_s for result in results], template)
            print(f"{kind}: {len(results)} graded, {middle.duration_s:.2f} s in the middle")
    return Measured(assignment, machine(), kinds)


def _graded(executor: LocalExecutor, path: Path, course: Course) -> Graded:
    answer = executor.submit(Job(str(path), str(course.root), anew=True)).result()
    assert isinstance(answer, Graded), answer
    return answer
