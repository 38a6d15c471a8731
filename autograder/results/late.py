"""What handing in late costs: the policy, and times as people and systems write them.

A day is 24 hours after the due date, in every time zone and across a change of the clocks.
"""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from math import ceil
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from autograder.errors import UsageError

Share = Annotated[float, Meta(ge=0, le=1)]

# as learning management systems write a time, in English
WRITTEN = ("%A, %d %B %Y, %I:%M %p", "%A, %d %B %Y, %H:%M", "%A, %B %d, %Y, %I:%M %p")
NAMED_ZONE = re.compile(r"(.*\d) ([A-Za-z_]+(?:/[A-Za-z_+\-0-9]+)*)$")


class LatePolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is due when, and what handing in later costs."""

    due: Annotated[
        dict[str, datetime],
        Meta(description="When each assignment is due: `{ NAME = 2026-11-20T23:59:00+01:00 }`."),
    ] = {}
    time_zone: Annotated[
        str,
        Meta(description="Of due dates and times of handing in that name none: `Europe/Berlin`."),
    ] = ""
    grace_minutes: Annotated[
        Annotated[float, Meta(ge=0, le=100_000)],
        Meta(description="Minutes after the due date that count as in time."),
    ] = 0.0
    per_day: Annotated[
        Share, Meta(description="Share of the points earned that each day begun costs, 0 to 1.")
    ] = 0.0
    max_days: Annotated[
        Annotated[int, Meta(ge=0, le=10_000)],
        Meta(description="Days after which a submission earns nothing; 0: there is no such end."),
    ] = 0
    floor: Annotated[
        Share, Meta(description="Share of the points earned that is kept until then, 0 to 1.")
    ] = 0.0

    def __post_init__(self) -> None:
        zone(self.time_zone)
        for assignment, due in self.due.items():
            if due.tzinfo is None and not self.time_zone:
                raise ValueError(
                    f"`late.due` of {assignment} names no time zone; write"
                    f" {due.isoformat()}+01:00, or set `late.time_zone`"
                )

    def due_of(self, assignment: str) -> datetime | None:
        """When it is due; None when it is never late."""
        due = self.due.get(assignment)
        if due is None or due.tzinfo is not None:
            return due
        # an hour that the clocks show twice: the later one, in favour of the student
        return due.replace(tzinfo=zone(self.time_zone), fold=1)

    def days_late(self, due: datetime, handed_in: datetime) -> int:
        """Days begun after the due date; 0 within the grace."""
        late = handed_in.astimezone(UTC) - due.astimezone(UTC)
        if late <= timedelta(minutes=self.grace_minutes):
            return 0
        return ceil(late / timedelta(days=1))

    def share_kept(self, days: int) -> float:
        """Share of the points earned that is left after so many days."""
        if self.max_days and days > self.max_days:
            return 0.0
        return max(self.floor, 1 - self.per_day * days) if days else 1.0


def zone(name: str) -> tzinfo | None:
    """The time zone of that name; None for an empty one.

    Raises:
        ValueError: there is no such zone.
    """
    try:
        return ZoneInfo(name) if name else None
    except (OSError, ValueError, KeyError):
        raise ValueError(f"there is no time zone {name!r}; write one like Europe/Berlin") from None


def moment(text: str, time_zone: str = "") -> datetime:
    """A time as people, nbgrader and learning management systems write it.

    `time_zone` is that of times which name none.

    Raises:
        UsageError: it is no time, or no time zone is known.
    """
    try:
        found = _parsed(text.strip())
    except ValueError:
        raise UsageError(f"{text!r} is no time; write it like 2026-11-20 23:58 +01:00.") from None
    if found.tzinfo is None and not time_zone:
        raise UsageError(
            f"{text!r} names no time zone; write it like 2026-11-20 23:58 +01:00, or set"
            " `time_zone` under [late] in course.toml."
        )
    return found if found.tzinfo else found.replace(tzinfo=zone(time_zone))


def _parsed(text: str) -> datetime:
    for form in WRITTEN:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    if named := NAMED_ZONE.fullmatch(text):  # nbgrader: 2015-02-02 15:58:23.948203 UTC
        return datetime.fromisoformat(named[1]).replace(tzinfo=zone(named[2]))
    return datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d\d:?\d\d$)", "", text))
