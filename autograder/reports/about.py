"""What pages say besides results: the course's own words, and what became of the scores."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from autograder.results import Standing, Standings, SubmissionResult


@dataclass(frozen=True)
class About:
    """The course that results belong to, as far as it is known.

    Args:
        course: its title.
        assignments: the title of each, by name.
        stubs: what students got, by assignment and exercise.
        standings: final scores with their adjustments, by submission.
    """

    course: str = ""
    assignments: Mapping[str, str] = field(default_factory=dict)
    stubs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    standings: Mapping[str, Standing] = field(default_factory=dict)

    def having(self, standings: Standings) -> "About":
        """The same with where everybody stands; people who handed in nothing are in it, too."""
        by_submission = {s.submission or f"nothing of {s.person}": s for s in standings.standings}
        return replace(self, standings=by_submission)

    def adjusted(self, results: Iterable[SubmissionResult]) -> list[SubmissionResult]:
        """Those of the results to which somebody or some rule has added a word."""
        return [
            result
            for result in results
            if (standing := self.standings.get(result.submission)) and standing.adjustments
        ]
