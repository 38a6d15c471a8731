"""Measure what stands behind the thresholds: references and the best wrong answers, many seeds."""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from autograder.course import Assignment, load
from autograder.engine.batch import choose_sandbox
from autograder.engine.verify import Case, answer_cases, grade_cases, reference_cases
from autograder.errors import UsageError
from autograder.results import Calibration, Measure, Threshold, Verdict
from autograder.results.calibration import spread

Measured = dict[tuple[str, str], list[Measure]]


def calibrate(
    name: str,
    *,
    course: str | Path | None = None,
    sandbox: str = "auto",
    jobs: int | None = None,
    seeds: int = 20,
    cache: bool = True,
    on_done: Callable[[Verdict, int], None] = lambda verdict, total: None,
) -> Calibration:
    """Grade an assignment's reference with many seeds, and as often each mutant that reaches a
    check with a threshold.

    Args:
        name: the assignment.
        course: the course's folder; by default the working directory or one above it.
        sandbox: "auto", "namespace", "container" or "process".
        jobs: how many at once; by default one a core.
        seeds: how often each answer is graded.
        cache: take what was measured of the same code before, so that an interrupted run goes on.
        on_done: called with each verdict as it comes, and how many there will be in this round.

    Raises:
        UsageError: no such assignment, or its reference does not reach all of its checks.
    """
    where = load(None if course is None else Path(course))
    assignment = where.assignment(name)
    kind = choose_sandbox(sandbox, 1, trust=True)

    def grade(cases: Sequence[Case]) -> list[Verdict]:
        return grade_cases(cases, where, kind, jobs, on_done, cache)

    with tempfile.TemporaryDirectory(prefix="autograder-calibrate-") as folder:
        reference = _measured(grade(reference_cases(assignment, Path(folder), seeds)))
        wrong = _reaching(assignment, Path(folder), set(reference), seeds, grade)
    return Calibration(
        assignment=name,
        seeds=seeds,
        thresholds=tuple(
            _threshold(check, measure, values, wrong[check, measure])
            for (check, measure), values in sorted(reference.items())
        ),
    )


def _reaching(
    assignment: Assignment,
    folder: Path,
    thresholds: set[tuple[str, str]],
    seeds: int,
    grade: Callable[[Sequence[Case]], list[Verdict]],
) -> dict[tuple[str, str], dict[str, list[Measure]]]:
    """What mutants that are to be killed by a threshold measure there."""
    found: dict[tuple[str, str], dict[str, list[Measure]]] = defaultdict(dict)
    checks = {check for check, _ in thresholds}
    cases = [
        case
        for case in answer_cases(assignment, folder, range(seeds))
        if case.kind == "mutant" and case.killed_by in checks
    ]
    by_name: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in grade(cases):
        by_name[f"{verdict.exercise}__{verdict.name}"].append(verdict)
    for name, verdicts in by_name.items():
        for place, values in _measured(verdicts).items():
            if place in thresholds and place[0] == verdicts[0].killed_by:
                found[place][name] = values
    return found


def _measured(verdicts: Sequence[Verdict]) -> Measured:
    found: Measured = defaultdict(list)
    for verdict in verdicts:
        if verdict.kind == "reference" and not verdict.measures and verdict.problem:
            raise UsageError(f"The reference of {verdict.assignment}: {verdict.problem}")
        for check, measures in verdict.measures.items():
            for name, measure in measures.items():
                found[check, name].append(measure)
    return found


def _threshold(
    check: str, measure: str, values: list[Measure], wrong: dict[str, list[Measure]]
) -> Threshold:
    return Threshold(
        check=check,
        measure=measure,
        threshold=values[0].threshold,
        direction=values[0].direction,
        reference=spread([m.value for m in values]),
        mutants={name: spread([m.value for m in of]) for name, of in sorted(wrong.items())},
    )
