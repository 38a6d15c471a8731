"""What `verify` says about the graders: a verdict for each answer that they are tested with."""

from typing import Literal

import msgspec

from autograder.results.calibration import Threshold
from autograder.results.records import Measure

AnswerKind = Literal["reference", "stub", "mutant", "variant"]


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """Whether one answer was judged as it should be, and if not, what went wrong."""

    assignment: str
    exercise: str | None
    kind: AnswerKind
    name: str
    right: bool
    score: float
    max_score: float
    killed_by: str | None
    problem: str
    duration_s: float
    measures: dict[str, dict[str, Measure]]


class Verification(msgspec.Struct, frozen=True):
    """Every verdict of a run of `verify`, and what stands behind the thresholds."""

    verdicts: tuple[Verdict, ...]
    thresholds: tuple[Threshold, ...]
    uncalibrated: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether every answer was judged as it should be, by thresholds that were measured."""
        return all(verdict.right for verdict in self.verdicts) and not self.uncalibrated
