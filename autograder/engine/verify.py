"""Prove that the graders are right: references, stubs, mutants and variants."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from autograder.course import Assignment, Course, compose, load, reference_notebook, write_notebook
from autograder.engine.batch import choose_sandbox
from autograder.engine.executors import LocalExecutor, do_all, workers
from autograder.engine.jobs import Answer, Job, Refused
from autograder.results import (
    AnswerKind,
    Calibration,
    CheckResult,
    Measure,
    Threshold,
    Verdict,
    Verification,
    from_json,
)

SEED = 0  # of what is graded once: the same verdict each time, until something is changed

OnDone = Callable[[Verdict, int], None]


class Case(msgspec.Struct, frozen=True):
    """An answer as a submission, and what should come of it."""

    assignment: str
    kind: AnswerKind
    name: str
    path: Path
    exercise: str | None = None
    killed_by: str | None = None
    seed: int | None = None

    def job(self, root: Path, cache: bool) -> Job:
        """What has to be done for it: only the checks of its exercise, if it has one."""
        exercises = (self.exercise,) if self.exercise else None
        path = str(self.path)
        first = self.kind == "mutant"  # nothing is asked about what comes after
        return Job(path, str(root), self.assignment, self.seed, exercises, first, not cache)


def verify(
    names: Sequence[str] = (),
    *,
    course: str | Path | None = None,
    sandbox: str = "auto",
    gpus: str = "",
    jobs: int | None = None,
    seeds: int = 1,
    references_only: bool = False,
    cache: bool = True,
    on_done: OnDone = lambda verdict, total: None,
) -> Verification:
    """Grade every answer that a course is tested with, and hold each against what it should earn.

    The reference earns full marks and the stub none; a variant loses no point; the first check
    of its exercise that a mutant fails is the one that it names.

    Args:
        names: assignments; by default all.
        course: the course's folder; by default the working directory or one above it.
        sandbox: "auto", "namespace", "container" or "process".
        gpus: which GPUs the container is given: "all", or as its engine names them.
        jobs: how many at once; by default one a core.
        seeds: how often each reference is graded, with another seed each time.
        references_only: leave stubs, mutants and variants out.
        cache: take verdicts on the same code from earlier gradings.
        on_done: called with each verdict as it comes, and how many there will be.

    Raises:
        UsageError: no such assignment, or files of it that do not say what they are.
    """
    where = load(None if course is None else Path(course))
    chosen = [where.assignment(name) for name in names] or list(where.assignments.values())
    kind = choose_sandbox(sandbox, 1, trust=True, gpus=gpus)
    with tempfile.TemporaryDirectory(prefix="autograder-verify-") as name:
        cases: list[Case] = []
        for assignment in chosen:
            cases += reference_cases(assignment, Path(name), seeds)
            if not references_only:
                cases.append(Case(assignment.name, "stub", "stub", assignment.stub, seed=SEED))
                cases += answer_cases(assignment, Path(name), (SEED,))
        verdicts = grade_cases(cases, where, kind, jobs, on_done, cache, gpus)
    thresholds = tuple(t for assignment in chosen for t in _thresholds(assignment))
    return Verification(tuple(verdicts), thresholds, tuple(_stale(verdicts, thresholds)))


def grade_cases(
    cases: Sequence[Case],
    course: Course,
    sandbox: str,
    jobs: int | None,
    on_done: OnDone,
    cache: bool = True,
    gpus: str = "",
) -> list[Verdict]:
    """A verdict for each case, in their order."""
    by_job = {case.job(course.root, cache): case for case in cases}
    verdicts = {}
    with LocalExecutor(course, sandbox, workers(len(cases), jobs), gpus) as executor:
        for job, answer in do_all(executor, by_job):
            verdicts[job] = _verdict(by_job[job], answer)
            on_done(verdicts[job], len(cases))
    return [verdicts[job] for job in by_job]


def reference_cases(assignment: Assignment, folder: Path, seeds: int) -> list[Case]:
    """The reference as a submission, once for each seed."""
    path = folder / assignment.name / "reference.ipynb"
    write_notebook(reference_notebook(assignment), path)
    return [
        Case(assignment.name, "reference", "reference", path, seed=seed) for seed in range(seeds)
    ]


def answer_cases(assignment: Assignment, folder: Path, seeds: Sequence[int]) -> Iterator[Case]:
    """Mutants and variants, each as a notebook with the reference's other answers."""
    reference = reference_notebook(assignment)
    for answer in (*assignment.mutants(), *assignment.variants()):
        path = folder / assignment.name / answer.kind / f"{answer.path.stem}.ipynb"
        write_notebook(compose(reference, answer.exercise, answer.code), path)
        name = answer.path.stem.removeprefix(f"{answer.exercise}__")
        for seed in seeds:
            yield Case(
                assignment.name, answer.kind, name, path, answer.exercise, answer.killed_by, seed
            )


def _thresholds(assignment: Assignment) -> tuple[Threshold, ...]:
    path = assignment.graders / "calibration.json"
    if not path.exists():
        return ()
    return from_json(Calibration, path.read_bytes()).thresholds


def _stale(verdicts: Sequence[Verdict], thresholds: Sequence[Threshold]) -> Iterator[str]:
    """Thresholds in the graders that the calibration does not stand behind."""
    known = {(t.check, t.measure): t for t in thresholds}
    asked = {
        (check, name): (verdict.assignment, measure)
        for verdict in verdicts
        if verdict.kind == "reference"
        for check, measures in verdict.measures.items()
        for name, measure in measures.items()
    }
    for (check, name), (assignment, measure) in asked.items():
        threshold = known.get((check, name))
        remedy = f"run `autograder calibrate {assignment}`"
        if threshold is None:
            yield f"{assignment}, {check}: no calibration of {name!r}; {remedy}"
        elif threshold.threshold != measure.threshold:
            yield (
                f"{assignment}, {check}: {name!r} was calibrated for {threshold.threshold:g}, and"
                f" {measure.threshold:g} is asked for; {remedy}"
            )
        elif threshold.problem:
            yield f"{assignment}, {check}: {name!r} does not hold: {threshold.problem}"


def _verdict(case: Case, answer: Answer) -> Verdict:
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
        measures={check.id: check.measures for check in result.checks if check.measures},
    )


def _judged(
    case: Case,
    problem: str,
    score: float = 0.0,
    max_score: float = 0.0,
    killed_by: str | None = None,
    duration_s: float = 0.0,
    measures: dict[str, dict[str, Measure]] | None = None,
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


def _problem(case: Case, checks: tuple[CheckResult, ...], killer: str | None) -> str:
    """What is wrong with the verdict; empty when it is right."""
    errored = next((c for c in checks if c.outcome == "errored"), None)
    if errored:
        return f"{errored.id} could not be carried out: {errored.message} {errored.trace}"
    if not checks:
        return "no check looked at it"
    if case.kind == "mutant":
        found = f"{killer} caught it first" if killer else "no check caught it"
        return "" if killer == case.killed_by else f"it names {case.killed_by}, but {found}"
    if case.kind == "stub":
        earned = next((c.id for c in checks if c.score), None)
        return f"{earned} gives points to it" if earned else ""
    lost = next((c for c in checks if c.outcome != "passed"), None)
    if lost is None:
        return ""
    seed = "" if case.seed is None else f" (seed {case.seed})"
    return f"{lost.id} {lost.outcome}{seed}: {lost.message} {lost.trace}".strip()
