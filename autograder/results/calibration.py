"""What stands behind a threshold: measured distributions of right and wrong answers.

`calibration.json` beside an assignment's graders holds one `Calibration`.
"""

from math import erf, sqrt
from statistics import fmean, stdev
from typing import Literal

import msgspec

FAILURES_ALLOWED = 1e-3  # how often a reference may miss a threshold


class Spread(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A measure over gradings with different seeds."""

    n: int
    mean: float
    deviation: float
    lowest: float
    highest: float


class Threshold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One measure of one check: what is asked for, and what right and wrong answers reach.

    `mutants` holds the wrong answers that only this check is to catch.
    """

    check: str
    measure: str
    threshold: float
    direction: Literal["at_least", "at_most"]
    reference: Spread
    mutants: dict[str, Spread]

    @property
    def reference_margin(self) -> float:
        """How many of its deviations the reference's mean is on the right side."""
        return (
            self._side
            * (self.reference.mean - self.threshold)
            / max(self.reference.deviation, 1e-12)
        )

    @property
    def expected_failures(self) -> float:
        """How often the reference misses the threshold, if its measure is normally distributed."""
        return 0.5 * (1 - erf(self.reference_margin / sqrt(2)))

    @property
    def worst_reference(self) -> float:
        """Distance of the worst reference run from the threshold; negative when it missed."""
        worst = self.reference.lowest if self._side > 0 else self.reference.highest
        return self._side * (worst - self.threshold)

    @property
    def best_mutant(self) -> tuple[str, float] | None:
        """The wrong answer that came nearest, and its distance; negative when it passed."""
        distances = {
            name: self._side * (self.threshold - (s.highest if self._side > 0 else s.lowest))
            for name, s in self.mutants.items()
        }
        return min(distances.items(), key=lambda item: item[1]) if distances else None

    @property
    def problem(self) -> str:
        """Why this threshold does not stand; empty when it does."""
        if self.worst_reference < 0 or self.expected_failures > FAILURES_ALLOWED:
            return f"the reference misses it about {self.expected_failures:.1%} of the time"
        if self.best_mutant and self.best_mutant[1] <= 0:
            return f"mutant {self.best_mutant[0]} reaches it"
        return ""

    @property
    def _side(self) -> int:
        return 1 if self.direction == "at_least" else -1


class Calibration(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every threshold of an assignment."""

    assignment: str
    seeds: int
    thresholds: tuple[Threshold, ...]


def spread(values: list[float]) -> Spread:
    """Summary of a measure's values; rounded, so that the file is readable."""
    return Spread(
        n=len(values),
        mean=round(fmean(values), 6),
        deviation=round(stdev(values) if len(values) > 1 else 0.0, 6),
        lowest=round(min(values), 6),
        highest=round(max(values), 6),
    )
