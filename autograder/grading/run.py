"""Grade one submission: read → start → check → score → record."""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.course import Assignment, Course, recognise
from autograder.errors import NotebookError, UsageError
from autograder.grading import seeds
from autograder.grading.checker import Checker
from autograder.grading.process import StudentSide, TimeLimits
from autograder.notebook import Notebook, WeightsFile, beside, read, split
from autograder.results import CheckResult, SubmissionResult
from autograder.sandbox import ProcessLimits, Sandbox

# pytest as a library: nothing of the machine's own settings, no files left behind, and no more
# of its plugins than checks can use, as each one costs time
LEFT_OUT = ("cacheprovider", "debugging", "doctest", "faulthandler", "junitxml", "legacypath",
            "logging", "pastebin", "setuponly", "setupplan", "stepwise", "subtests", "terminal",
            "threadexception", "unittest", "unraisableexception")  # fmt: skip
PYTEST = (*(word for plugin in LEFT_OUT for word in ("-p", f"no:{plugin}")),
          "-c", os.devnull, "--import-mode=importlib", "--assert=plain")  # fmt: skip


@dataclass(frozen=True)
class Submission:
    """A notebook that was read, and the assignment that it belongs to."""

    path: Path
    assignment: Assignment
    notebook: Notebook
    weights: WeightsFile | None = None
    notices: tuple[str, ...] = ()
    """What was repaired in the notebook, and what there is to say about the weights."""


def grade(
    submission: Submission,
    course: Course,
    sandbox: Sandbox,
    *,
    seed: int | None = None,
    exercises: Sequence[str] | None = None,
    first_failure: bool = False,
    known: Mapping[str, CheckResult] | None = None,
    progress: Callable[[str], None] = lambda step: None,
) -> SubmissionResult:
    """Grade a submission.

    Args:
        submission: from `read_submission`.
        course: where assignments and graders are.
        sandbox: where the student's code is to run.
        seed: of every random choice; by default a fresh one that nobody can guess.
        exercises: run only the checks of these.
        first_failure: stop at the first check that fails; those after it are not in the result.
        known: results that still hold, by the check's name; these checks are not run.
        progress: called with what is being done, for people to see.

    Raises:
        SandboxError: the student process could not be started.
        UsageError: the course or its graders are broken.
    """
    began = time.monotonic()
    seed = seeds.fresh_seed() if seed is None else seed
    side = start(submission, course, sandbox)
    try:
        only = None if exercises is None else frozenset(exercises)
        checker = Checker(
            side,
            seed,
            exercises=only,
            first_failure=first_failure,
            known=known,
            weights=submission.weights,
            progress=progress,
        )
        check(checker, submission.assignment)
    finally:
        side.close()
    return record(submission, side, checker, seed, sandbox, time.monotonic() - began)


def read_submission(path: Path, course: Course, name: str | None = None) -> Submission:
    """Read and repair the notebook, and find the assignment that it belongs to.

    Raises:
        NotebookError: the notebook cannot be read, or belongs to no assignment.
        UsageError: the course has no assignment of that name.
    """
    if path.is_symlink():
        raise NotebookError(f"{path} is a link to another file: hand in the notebook itself.")
    raw = read(path)
    assignment = course.assignment(name) if name else recognise(course, raw)
    stub = read(assignment.stub) if assignment.stub.exists() else None
    notebook = split(raw, stub, assignment.exercises)
    weights, remarks = beside(path, course.settings.limits.weights_mb * 2**20)
    return Submission(path, assignment, notebook, weights, (*notebook.notices, *remarks))


def start(submission: Submission, course: Course, sandbox: Sandbox) -> StudentSide:
    """The student's side of a submission; its process starts with the first check."""
    limits = course.settings.limits
    megabyte = 2**20
    process_limits = ProcessLimits(
        memory_bytes=limits.memory_mb * megabyte,
        processes=limits.processes,
        file_bytes=limits.file_mb * megabyte,
        open_files=limits.open_files,
        log_bytes=limits.output_kb * 1024,
    )
    time_limits = TimeLimits(limits.cell_s, limits.check_s, limits.submission_s)
    return StudentSide(sandbox, submission.notebook, process_limits, time_limits)


def check(checker: Checker, assignment: Assignment) -> None:
    """Run the assignment's graders, public before hidden."""
    files = grader_files(assignment)
    # without it, pytest runs the conftest.py of every folder above, whoever may have put it there
    cut = f"--confcutdir={assignment.graders}"
    arguments = [*PYTEST, f"--rootdir={assignment.graders}", cut, *map(str, files)]
    complaints = CollectionErrors()
    status = pytest.main(arguments, plugins=[checker, complaints])
    if complaints.found:
        raise UsageError(f"The graders of {assignment.name} do not load: {complaints.found[0]}")
    # nothing is left to run where every result was known
    if status not in (
        pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED
    ):  # fmt: skip
        raise UsageError(f"pytest ended with {status!r} on the graders of {assignment.name}.")


def grader_files(assignment: Assignment) -> list[Path]:
    """The assignment's test files, public before hidden.

    Raises:
        UsageError: there is none.
    """
    files = sorted(
        assignment.graders.glob("test_*.py"), key=lambda p: (p.name != "test_public.py", p.name)
    )
    if not files:
        raise UsageError(
            f"Assignment {assignment.name} has no graders: expected test_public.py or"
            f" test_hidden.py in {assignment.graders}."
        )
    return files


class CollectionErrors:
    """Notes graders that pytest could not import or collect."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep the last line of what went wrong, which names it."""
        if report.failed:
            lines = [line for line in str(report.longrepr).splitlines() if line.strip()]
            self.found.append(f"{report.nodeid}: {lines[-1].removeprefix('E').strip()}")


def record(
    submission: Submission,
    side: StudentSide,
    checker: Checker,
    seed: int,
    sandbox: Sandbox,
    seconds: float,
) -> SubmissionResult:
    """Score the checks and put everything that was found into one record."""
    checks = checker.results()
    return SubmissionResult(
        submission=str(submission.path),
        assignment=submission.assignment.name,
        score=sum(result.score for result in checks),
        max_score=sum(result.points for result in checks),
        seed=seed,
        duration_s=round(seconds, 3),
        sandbox=sandbox.name,
        image=sandbox.image,
        checks=checks,
        notices=(*submission.notices, *side.cells.notices()),
        output=side.output(),
    )
