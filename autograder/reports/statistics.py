"""What a class's results say about its checks, and what went wrong most often."""

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.results import CheckResult, SubmissionResult

FEWEST = 10  # with fewer submissions, a correlation says nothing
BINS = 10

_VARYING = re.compile(
    r"\(cell [^)]*\)|\(…\)|`[^`]*`|[Cc]ell \d+|[-−+]?\d+(?:[.,  ]\d+)*(?:e[-+]?\d+)?|\([^()]*\)"
)


@dataclass(frozen=True)
class Item:
    """One check, over a class."""

    check: CheckResult
    tried: int
    passed: int
    discrimination: float | None

    @property
    def rate(self) -> float:
        """The share that passed it."""
        return self.passed / self.tried if self.tried else 0.0


@dataclass(frozen=True)
class Symptom:
    """A sentence that several students read, and who they are."""

    check: CheckResult
    message: str
    submissions: tuple[str, ...]


def items(results: Sequence[SubmissionResult]) -> list[Item]:
    """Every check of an assignment, in order, with its pass rate and discrimination.

    Discrimination is the point-biserial correlation of passing a check (0 or 1) with the rest
    score, the points of all other checks: near 1, those who pass it are those who do well
    elsewhere. None where all passed, where none did, or where fewer than `FEWEST` tried.
    """
    columns: dict[str, list[tuple[SubmissionResult, CheckResult]]] = {}
    for result in results:
        for check in result.checks:
            columns.setdefault(check.id, []).append((result, check))
    return [_item(column) for column in columns.values()]


def _item(everybody: Sequence[tuple[SubmissionResult, CheckResult]]) -> Item:
    column = [(result, check) for result, check in everybody if check.outcome != "errored"]
    passed = [float(check.outcome == "passed") for _, check in column]
    rest = [result.score - check.score for result, check in column]
    told = None
    if len(column) >= FEWEST and len(set(passed)) == 2 and len(set(rest)) > 1:
        told = statistics.correlation(passed, rest)
    return Item(everybody[0][1], len(column), int(sum(passed)), told)


def symptoms(results: Sequence[SubmissionResult]) -> list[Symptom]:
    """What was said most often, first; sentences that differ in numbers and places are one."""
    said: dict[tuple[str, str], list[tuple[str, CheckResult, str]]] = {}
    for result in results:
        for check in _telling(result):
            if check.message.strip():
                line = check.message.strip().splitlines()[0]
                # one mistake fails many checks of an exercise; it is counted once a submission
                key = (check.exercise, _VARYING.sub("…", line))
                said.setdefault(key, []).append((line, check, result.submission))
    found = []
    for entries in said.values():
        line, _ = Counter(line for line, _, _ in entries).most_common(1)[0]
        check = next(check for text, check, _ in entries if text == line)
        found.append(Symptom(check, line, tuple(dict.fromkeys(name for *_, name in entries))))
    return sorted(found, key=lambda symptom: -len(symptom.submissions))


def _telling(result: SubmissionResult) -> list[CheckResult]:
    """Checks that failed, and the first that was blocked of exercises where none failed."""
    failed = {check.exercise for check in result.checks if check.outcome == "failed"}
    blocked: dict[str, CheckResult] = {}
    for check in result.checks:
        if check.outcome == "blocked" and check.exercise not in failed:
            blocked.setdefault(check.exercise, check)
    return [c for c in result.checks if c.outcome == "failed" or blocked.get(c.exercise) is c]


def histogram(results: Sequence[SubmissionResult]) -> list[int]:
    """How many reached a share of the points from 0 to 10 %, …, 90 to 100 %."""
    counts = [0] * BINS
    for result in results:
        share = result.score / result.max_score if result.max_score else 0.0
        counts[min(BINS - 1, int(share * BINS + 1e-9))] += 1
    return counts
