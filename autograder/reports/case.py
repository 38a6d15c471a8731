"""What every export is made of: one submission with what became of it and what it counts for."""

import msgspec

from autograder.errors import UsageError
from autograder.results import (
    Adjustment,
    CheckResult,
    Document,
    Failure,
    Standing,
    Standings,
    SubmissionResult,
)


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One submission: graded, or not graded for a reason, or a person without one."""

    submission: str
    result: SubmissionResult | None
    failure: Failure | None
    standing: Standing | None

    @property
    def assignment(self) -> str:
        """Its name; empty when nothing says which it was."""
        known = self.result or self.standing
        return known.assignment if known else ""

    @property
    def checks(self) -> tuple[CheckResult, ...]:
        """The checks in the order in which they ran; none when it was not graded."""
        return self.result.checks if self.result else ()

    @property
    def score(self) -> float | None:
        """What counts in the end; None: excused, or not graded."""
        if self.standing:
            return self.standing.score
        return self.result.score if self.result else None

    @property
    def points(self) -> float:
        """The same for systems that know no “excused”: then what was graded; 0 without that."""
        graded = self.result.score if self.result else 0.0
        return graded if self.score is None else self.score

    @property
    def max_score(self) -> float:
        """The points that there are."""
        known = self.standing or self.result
        return known.max_score if known else 0.0

    @property
    def adjustments(self) -> tuple[Adjustment, ...]:
        """What changed the score, and what people said about it."""
        return self.standing.adjustments if self.standing else ()

    @property
    def is_final(self) -> bool:
        """Whether nothing of ours went wrong."""
        return self.result is not None and not self.result.errored


def cases(document: Document, standings: Standings) -> tuple[Case, ...]:
    """All submissions, sorted by path, and people without one after them."""
    results = {result.submission: result for result in document.results}
    failures = {failure.submission: failure for failure in document.failures}
    stands = {one.submission: one for one in standings.standings if one.submission}
    absent = [one for one in standings.standings if not one.submission]
    with_submission = [
        Case(submission=name, result=results.get(name), failure=failures.get(name),
             standing=stands.get(name))
        for name in sorted({*results, *failures})
    ]  # fmt: skip
    without = [
        Case(submission="", result=None, failure=None, standing=one)
        for one in sorted(absent, key=lambda one: (one.assignment, one.person))
    ]
    return (*with_submission, *without)


def only_assignment(standings: Standings, wanted: str | None) -> tuple[Standing, ...]:
    """The standings in one assignment, for a file that holds one.

    Raises:
        UsageError: there are several and none is named, or none of that name.
    """
    names = sorted({one.assignment for one in standings.standings})
    if not names:
        raise UsageError("There is nothing to export: these results hold no graded submission.")
    if wanted is None and len(names) > 1:
        raise UsageError(f"These results are of {', '.join(names)}; say which with --assignment.")
    if wanted is not None and wanted not in names:
        raise UsageError(f"There are no results of {wanted!r} here, but of {', '.join(names)}.")
    chosen = wanted or names[0]
    return tuple(one for one in standings.standings if one.assignment == chosen)


def sentence(adjustment: Adjustment) -> str:
    """An adjustment as one reads it: `late −1.6: Handed in at …`."""
    points = f" {adjustment.points:+g}".replace("-", "−") if adjustment.points else ""
    about = f" ({adjustment.about})" if adjustment.about else ""
    by = f" – {adjustment.by}" if adjustment.by else ""
    return f"{adjustment.kind}{points}{about}: {adjustment.reason}{by}"


def feedback(check: CheckResult) -> str:
    """What a student reads about a check, as plain text; empty when it passed.

    Title, symptom and hint, for public and hidden checks alike: no symptom of a hidden check
    holds an expected value.
    """
    hint = f"\nHint: {check.hint}" if check.hint and check.outcome == "failed" else ""
    return f"{check.message.strip()}{hint}" if check.outcome != "passed" else ""


def printable(text: str) -> str:
    """Text without what XML, terminals and logs cannot hold."""
    return "".join(c if c.isprintable() or c in "\n\t" else "�" for c in text)
