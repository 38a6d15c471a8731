"""What people decided about results: `overrides.csv`, which is only ever read.

A row names a submission or a person, and what is changed: `points` adds, `score` sets, of a
check, an exercise or the whole; `excused`; another `due` date; a `comment`. `reason` and `by`
say why and by whom.
"""

from datetime import datetime
from pathlib import Path

import msgspec

from autograder.errors import UsageError
from autograder.results.late import moment
from autograder.results.table import Row, number, read_table, yes

FILE_NAME = "overrides.csv"
COLUMNS = (
    "submission", "person", "assignment", "exercise", "check", "points", "score", "excused",
    "due", "comment", "reason", "by",
)  # fmt: skip


class Override(msgspec.Struct, frozen=True, kw_only=True):
    """One row: about whom, about what, and what is decided."""

    where: str
    submission: str = ""
    person: str = ""
    assignment: str = ""
    exercise: str = ""
    check: str = ""
    points: float | None = None
    score: float | None = None
    excused: bool = False
    due: datetime | None = None
    comment: str = ""
    reason: str = ""
    by: str = ""

    @property
    def about(self) -> str:
        """The check or the exercise that it is about; empty for the whole submission."""
        return self.check or self.exercise

    @property
    def whom(self) -> str:
        """The submission or person, as written."""
        return self.submission or self.person


def read_overrides(path: Path, time_zone: str = "") -> tuple[Override, ...]:
    """All rows of an `overrides.csv`; `time_zone` is that of due dates that name none.

    Raises:
        UsageError: the file cannot be read, or a row is not complete or contradicts itself.
    """
    return tuple(_override(path, line, row, time_zone) for line, row in read_table(path, COLUMNS))


def _override(path: Path, line: int, row: Row, time_zone: str) -> Override:
    found = Override(
        where=f"{path.name}, line {line}",
        submission=row["submission"],
        person=row["person"],
        assignment=row["assignment"],
        exercise=row["exercise"],
        check=row["check"],
        points=number(path, line, "points", row["points"]),
        score=number(path, line, "score", row["score"]),
        excused=yes(path, line, "excused", row["excused"]),
        due=moment(row["due"], time_zone) if row["due"] else None,
        comment=row["comment"],
        reason=row["reason"],
        by=row["by"],
    )
    if problem := _problem(found):
        raise UsageError(f"{path}, line {line}: {problem}.")
    return found


def _problem(row: Override) -> str:
    decisions = [row.points is not None, row.score is not None, row.excused]
    if not row.whom:
        return "it names neither a submission nor a person"
    if not any(decisions) and row.due is None and not row.comment:
        return "it decides nothing; give points, score, excused, due or comment"
    if sum(decisions) > 1:
        return "only one of points (added), score (set) and excused can hold"
    if row.about and (row.excused or row.due):
        return "excused and due are for a whole submission, not for one exercise or check"
    if row.score is not None and row.score < 0:
        return "a score cannot be less than 0"
    if (any(decisions) or row.due) and not row.reason:
        return "it gives no reason, and everybody concerned will ask for one"
    return ""
