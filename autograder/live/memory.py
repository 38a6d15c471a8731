"""What is remembered of checks from one to the next, for as long as the kernel runs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from autograder.live.fingerprint import fingerprint
from autograder.results import CheckResult

State = Literal["new", "changed", "same"]


@dataclass(frozen=True)
class Before:
    """What was known of an exercise before it was checked this time."""

    state: State
    """Whether its answer was checked before, and is still the same."""
    passed: int = 0
    """Of the checks of the time before."""
    checks: int = 0


@dataclass(frozen=True)
class _Last:
    fingerprint: str
    passed: int
    checks: int


class Memory:
    """The answers that were checked, and how often each check has failed."""

    def __init__(self) -> None:
        self._last: dict[tuple[Path, str], _Last] = {}
        self._failures: Counter[tuple[Path, str]] = Counter()

    def take_in(
        self, tests: Path, exercise: str, answer: str, results: Sequence[CheckResult]
    ) -> Before:
        """Remember an exercise's results; returns what was known before.

        Args:
            tests: the file of the checks, since two notebooks may ask for the same name.
            exercise: its name.
            answer: the answer's fingerprint, from `answer_of`.
            results: what came of its checks.
        """
        for result in results:
            self._failures[tests, result.id] += result.outcome == "failed"
        last = self._last.get((tests, exercise))
        passed = sum(result.outcome == "passed" for result in results)
        self._last[tests, exercise] = _Last(answer, passed, len(results))
        if last is None:
            return Before("new")
        state: State = "same" if last.fingerprint == answer else "changed"
        return Before(state, last.passed, last.checks)

    def failed_again(self, tests: Path, result: CheckResult) -> bool:
        """Whether a check has failed for the second time, so that its hint is due."""
        return result.outcome == "failed" and self._failures[tests, result.id] > 1


def answer_of(namespace: dict[str, Any], exercise: str) -> str:
    """The fingerprint of what an exercise's name stands for now."""
    if exercise not in namespace:
        return "not defined"
    try:
        return fingerprint(namespace[exercise])
    except Exception:  # a student's object may do anything when it is looked at
        return f"object {id(namespace[exercise])}"
