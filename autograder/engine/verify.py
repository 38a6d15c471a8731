"""Prove that the graders are right: references, stubs, mutants and variants."""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from autograder.course import Answer, Assignment, compose, load, reference_notebook, write_notebook
from autograder.engine.batch import choose_sandbox
from autograder.engine.jobs import Graded, Job, Refused
from autograder.engine.pool import grade_all
from autograder.results import AnswerKind, CheckResult, Verdict, Verification


class _Case(msgspec.Struct, frozen=True):
    """An answer as a submission, and what should come of it."""

    assignment: str
    kind: AnswerKind
    name: str
    path: Path
    exercise: str | None = None
    killed_by: str | None = None
    seed: int | None = None


def verify(
    names: Sequence[str] = (),
    *,
    course: str | Path | None = None,
    sandbox: str = "auto",
    jobs: int | None = None,
    seeds: int = 1,
    references_only: bool = False,
    on_done: Callable[[Verdict, int], None] = lambda verdict, total: None,
) -> Verification:
    """Grade every answer that a course is tested with, and hold each against what it should earn.

    The reference earns full marks and the stub none; a variant loses no point; the first check
    of its exercise that a mutant fails is the one that it names.

    Args:
        names: assignments; by default all.
        course: the course's folder; by default the working directory or one above it.
        sandbox: "auto", "namespace" or "process".
        jobs: how many at once; by default one a core.
        seeds: how often each reference is graded, with another seed each time.
        references_only: leave stubs, mutants and variants out.
        on_done: called with each verdict as it comes, and how many there will be.

    Raises:
        UsageError: no such assignment, or files of it that do not say what they are.
    """
    where = load(None if course is None else Path(course))
    chosen = [where.assignment(name) for name in names] or list(where.assignments.values())
    kind = choose_sandbox(sandbox, 1, trust=True)
    with tempfile.TemporaryDirectory(prefix="autograder-verify-") as folder:
        cases = [
            case
            for assignment in chosen
            for case in _cases(assignment, Path(folder), seeds, references_only)
        ]
        by_job = {
            Job(
                str(case.path),
                str(where.root),
                kind,
                case.assignment,
                case.seed,
                (case.exercise,) if case.exercise else None,
            ): case
            for case in cases
        }
        verdicts = {}
        workers = min(len(cases), jobs or os.cpu_count() or 1)
        for job, answer in grade_all(list(by_job), workers, lambda job, step: None):
            verdict = _verdict(by_job[job], answer)
            verdicts[job] = verdict
            on_done(verdict, len(cases))
    return Verification(tuple(verdicts[job] for job in by_job))


def _cases(
    assignment: Assignment, folder: Path, seeds: int, references_only: bool
) -> Iterator[_Case]:
    """The answers of one assignment, each written out as the notebook of a submission."""
    reference = reference_notebook(assignment)
    path = write_notebook(reference, folder / assignment.name / "reference.ipynb")
    for seed in range(seeds):
        yield _Case(assignment.name, "reference", "reference", path, seed=seed)
    if references_only:
        return
    yield _Case(assignment.name, "stub", "stub", assignment.stub)
    for answer in (*assignment.mutants(), *assignment.variants()):
        notebook = compose(reference, answer.exercise, answer.code)
        where = folder / assignment.name / answer.kind / f"{answer.path.stem}.ipynb"
        yield _answer_case(assignment.name, answer, write_notebook(notebook, where))


def _answer_case(assignment: str, answer: Answer, path: Path) -> _Case:
    name = answer.path.stem.removeprefix(f"{answer.exercise}__")
    return _Case(assignment, answer.kind, name, path, answer.exercise, answer.killed_by)


def _verdict(case: _Case, answer: Graded | Refused) -> Verdict:
    if isinstance(answer, Refused):
        return _judged(case, answer.reason)
    result = answer.result
    killer = next((check.id for check in result.checks if check.outcome == "failed"), None)
    return _judged(
        case,
        _problem(case, result.checks, killer),
        score=result.score,
        max_score=result.max_score,
        killed_by=killer,
        duration_s=result.duration_s,
        measures={n: m for check in result.checks for n, m in check.measures.items()},
    )


def _judged(
    case: _Case,
    problem: str,
    score: float = 0.0,
    max_score: float = 0.0,
    killed_by: str | None = None,
    duration_s: float = 0.0,
    measures: dict[str, float] | None = None,
) -> Verdict:
    return Verdict(
        assignment=case.assignment,
        exercise=case.exercise,
        kind=case.kind,
        name=case.name,
        right=not problem,
        score=score,
        max_score=max_score,
        killed_by=killed_by,
        problem=problem,
        duration_s=duration_s,
        measures=measures or {},
    )


def _problem(case: _Case, checks: tuple[CheckResult, ...], killer: str | None) -> str:
    """What is wrong with the verdict; empty when it is right."""
    errored = next((c for c in checks if c.outcome == "errored"), None)
    if errored:
        return f"{errored.id} could not be carried out: {errored.message} {errored.trace}"
    if not checks:
        return "no check looked at it"
    if case.kind == "mutant":
        if killer != case.killed_by:
            found = f"{killer} caught it first" if killer else "no check caught it"
            return f"it names {case.killed_by}, but {found}"
        return ""
    if case.kind == "stub":
        earned = next((c.id for c in checks if c.score), None)
        return f"{earned} gives points to it" if earned else ""
    lost = next((c for c in checks if c.outcome != "passed"), None)
    if lost is None:
        return ""
    seed = "" if case.seed is None else f" (seed {case.seed})"
    return f"{lost.id} {lost.outcome}{seed}: {lost.message} {lost.trace}".strip()
