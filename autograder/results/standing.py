"""What a submission counts for in the end: as graded, then what people decided, then lateness.

The order is fixed. Overrides of a check or an exercise correct the grading; the late policy takes
its share of that; overrides of a whole submission have the last word. A score never falls below 0
and may pass the maximum, as extra points do.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from autograder.results.late import LatePolicy
from autograder.results.overrides import Override
from autograder.results.people import People, Person, named
from autograder.results.records import CheckResult, Document, SubmissionResult


class Adjustment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that changes a score, or only says something about it."""

    kind: Literal["late", "override", "excused", "comment"]
    points: Annotated[float, Meta(description="By how much the score changes.")] = 0.0
    reason: Annotated[str, Meta(description="Why, in a sentence; of a comment, the comment.")]
    about: Annotated[
        str, Meta(description="The check or exercise; empty for the whole submission.")
    ] = ""
    by: Annotated[str, Meta(description="Who decided it; empty for a rule.")] = ""


class Standing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where somebody stands in one assignment."""

    submission: Annotated[str, Meta(description="Empty when there is none.")]
    assignment: str
    person: Annotated[str, Meta(description="Id, login, email or name: the first that is known.")]
    name: Annotated[str, Meta(description="Empty when it is not known.")] = ""
    login: str = ""
    email: str = ""
    graded: Annotated[float | None, Meta(description="The score as graded; None: it was not.")]
    score: Annotated[float | None, Meta(description="What counts; None: excused.")]
    max_score: float
    adjustments: tuple[Adjustment, ...] = ()

    @property
    def excused(self) -> bool:
        """Whether this assignment does not count for this person."""
        return self.score is None


class Standings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everybody's, in the order of the results, and what has to be looked at."""

    standings: tuple[Standing, ...]
    notices: Annotated[
        tuple[str, ...],
        Meta(description="A sentence for each override that fits nothing or too much, and for"
                         " submissions of which nobody knows when they were handed in."),
    ] = ()  # fmt: skip

    @property
    def adjusted(self) -> bool:
        """Whether any of it is not just as it was graded."""
        return bool(self.notices) or any(one.adjustments for one in self.standings)


@dataclass(frozen=True)
class _Case:
    """One submission, or a person without one, and the overrides that are about it."""

    submission: str
    assignment: str
    person: Person
    result: SubmissionResult | None
    max_score: float
    overrides: list[Override] = field(default_factory=list)

    def checks(self, row: Override) -> list[CheckResult]:
        """The checks that an override is about."""
        return [
            check
            for check in (self.result.checks if self.result else ())
            if row.check in {"", check.id} and row.exercise in {"", check.exercise}
        ]


def stand(
    document: Document,
    *,
    people: People | None = None,
    policy: LatePolicy | None = None,
    handed_in: Mapping[str, datetime] | None = None,
    overrides: Sequence[Override] = (),
) -> Standings:
    """Where everybody stands. Nothing given, nothing changed: every score is as graded.

    Args:
        document: the results, which stay as they are.
        people: who handed in what; by default what the paths say.
        policy: what lateness costs.
        handed_in: when each submission was handed in, with time zone; without it, none is late.
        overrides: what people decided; every row that fits nothing is named in `notices`.
    """
    everybody, policy, times = people or People(), policy or LatePolicy(), handed_in or {}
    cases = [
        _Case(r.submission, r.assignment, everybody.of(r.submission, r.assignment), r, r.max_score)
        for r in document.results
    ]
    notices = list(_assign(overrides, cases, document, everybody))
    notices += _without_time(cases, policy, times)
    return Standings(
        tuple(_standing(case, policy, times.get(case.submission)) for case in cases),
        tuple(notices),
    )


def _assign(
    overrides: Sequence[Override], cases: list[_Case], document: Document, people: People
) -> Iterator[str]:
    """Give each override to its case; add cases for people without a result; tell the rest."""
    for row in overrides:
        found = _cases_of(row, cases)
        if not found and (row.score is not None or row.excused):
            found = _without_result(row, cases, document, people)
            cases += found
            if found and not found[0].submission and not people.everybody:
                yield (
                    f"{row.where}: nobody among the submissions is {row.person!r}; counted as"
                    " somebody who handed in nothing."
                )
        if problem := _problem(row, found):
            yield f"{row.where} is not applied: {problem}."
        else:
            found[0].overrides.append(row)


def _cases_of(row: Override, cases: list[_Case]) -> list[_Case]:
    found = [case for case in cases if row.assignment in {"", case.assignment}]
    if row.submission:
        paths = set(named(row.submission, [case.submission for case in found]))
        found = [case for case in found if case.submission in paths]
    if row.person:
        found = [case for case in found if case.person.is_called(row.person)]
    return found


def _without_result(
    row: Override, cases: list[_Case], document: Document, people: People
) -> list[_Case]:
    """Those who got no result: their notebook could not be graded, or they handed in nothing."""
    worth = {case.assignment: case.max_score for case in cases}
    assignment = row.assignment or (next(iter(worth)) if len(worth) == 1 else "")
    if row.about or assignment not in worth:
        return []
    graded = {case.submission for case in cases}
    ungraded = [f.submission for f in document.failures if f.submission not in graded]
    found = [(path, people.of(path, assignment)) for path in ungraded]
    if row.submission:
        paths = named(row.submission, ungraded)
        found = [(path, person) for path, person in found if path in paths]
    elif not (found := [(path, one) for path, one in found if one.is_called(row.person)]):
        found = [("", person) for person in _called(row.person, people)]
    return [
        _Case(path, assignment, person, None, worth[assignment])
        for path, person in found
        if not row.person or person.is_called(row.person)
    ]


def _called(text: str, people: People) -> list[Person]:
    """Those of the class who are called so; where there is no list of the class, somebody is."""
    if people.everybody:
        return [person for person in people.everybody if person.is_called(text)]
    if "@" in text:
        return [Person(email=text)]
    if text.isdecimal():
        return [Person(id=text)]
    return [Person(name=text)] if " " in text else [Person(login=text)]


def _problem(row: Override, found: list[_Case]) -> str:
    """Why an override cannot be applied; empty when it can."""
    of = f" to {row.assignment}" if row.assignment else ""
    if not found:
        return f"there is no submission of {row.whom!r}{of}"
    if len(found) > 1:
        which = ", ".join(case.submission or case.person.key for case in found)
        return f"{row.whom!r} fits {which}; name one submission, or one assignment"
    if row.about and not found[0].checks(row):
        return f"{found[0].submission} has no check or exercise {row.about!r}"
    if row.score is None and not row.excused:
        return ""
    for other in found[0].overrides:
        decides = other.score is not None or other.excused
        if decides and (other.exercise, other.check) == (row.exercise, row.check):
            return f"{other.where} has decided that already"
    return ""


def _without_time(
    cases: list[_Case], policy: LatePolicy, handed_in: Mapping[str, datetime]
) -> Iterator[str]:
    """A sentence for each assignment that has a due date and submissions of unknown time."""
    for assignment in dict.fromkeys(case.assignment for case in cases):
        unknown = [
            case.submission
            for case in cases
            if case.assignment == assignment and case.result and case.submission not in handed_in
        ]
        if unknown and policy.due_of(assignment):
            more = f" and {len(unknown) - 3} more" if len(unknown) > 3 else ""
            yield (
                f"{assignment} has a due date, but nobody says when these were handed in, so they"
                f" count as in time: {', '.join(unknown[:3])}{more}."
            )


class _Tally:
    """A score, and what changed it."""

    def __init__(self, score: float) -> None:
        self.score = score
        self.adjustments: list[Adjustment] = []

    def move(self, by_points: float, adjustment: Adjustment) -> float:
        """Change the score by so many points, as far as there are any; says by how many."""
        target = max(0.0, round(self.score + by_points, 2)) if by_points else self.score
        moved = round(target - self.score, 6)
        self.score = target
        self.adjustments.append(msgspec.structs.replace(adjustment, points=moved))
        return moved


def _standing(case: _Case, policy: LatePolicy, handed_in: datetime | None) -> Standing:
    graded = case.result.score if case.result else None
    tally = _Tally(graded or 0.0)
    excused = [row for row in case.overrides if row.excused]
    if excused:
        tally.move(0, _adjustment("excused", excused[0]))
    else:
        _correct(tally, case)
        _take_for_lateness(tally, case, policy, handed_in)
        _say_the_last_word(tally, case)
    comments = [
        Adjustment(kind="comment", reason=row.comment, about=row.about, by=row.by)
        for row in case.overrides
        if row.comment
    ]
    return Standing(
        submission=case.submission,
        assignment=case.assignment,
        person=case.person.key,
        name=case.person.name,
        login=case.person.login,
        email=case.person.email,
        graded=graded,
        score=None if excused else tally.score,
        max_score=case.max_score,
        adjustments=(*tally.adjustments, *comments),
    )


def _correct(tally: _Tally, case: _Case) -> None:
    """Overrides of checks, then those of exercises."""
    moved: Counter[tuple[str, str]] = Counter()
    rows = [row for row in case.overrides if row.about]
    for row in sorted(rows, key=lambda row: not row.check):
        checks = case.checks(row)
        here, exercise = (checks[0].exercise, row.check), (checks[0].exercise, "")
        if row.points is not None:
            change = row.points
        elif row.score is not None:
            change = row.score - sum(check.score for check in checks) - moved[here]
        else:
            continue  # a comment
        change = tally.move(change, _adjustment("override", row))
        for key in {here, exercise}:
            moved[key] += change  # type: ignore[assignment]


def _take_for_lateness(
    tally: _Tally, case: _Case, policy: LatePolicy, handed_in: datetime | None
) -> None:
    extensions = [row for row in case.overrides if row.due]
    extension = max(extensions, key=lambda row: (row.due is not None, row.due), default=None)
    due = extension.due if extension else policy.due_of(case.assignment)
    if due is None or handed_in is None:
        return
    said = f"Handed in at {_said(handed_in, due)}, due at {_said(due, due)}"
    if extension:
        said = f"{said} ({extension.reason})"
    if days := policy.days_late(due, handed_in):
        kept = policy.share_kept(days)
        begun = f"{days} day{'s' if days > 1 else ''} begun"
        reason = f"{said}: {begun}, {kept:.0%} of the points earned count."
        tally.move((kept - 1) * tally.score, Adjustment(kind="late", reason=reason))
    elif extension:
        by = extension.by
        tally.move(0, Adjustment(kind="late", reason=f"{said}: in time.", by=by))


def _say_the_last_word(tally: _Tally, case: _Case) -> None:
    """Overrides of the whole submission: first the score that somebody set, then what is added."""
    rows = [row for row in case.overrides if not row.about]
    for row in sorted(rows, key=lambda row: row.score is None):
        if row.score is not None:
            tally.move(row.score - tally.score, _adjustment("override", row))
        elif row.points is not None:
            tally.move(row.points, _adjustment("override", row))


def _adjustment(kind: Literal["override", "excused"], row: Override) -> Adjustment:
    return Adjustment(kind=kind, reason=row.reason, about=row.about, by=row.by)


def _said(time: datetime, like: datetime) -> str:
    """A time in the zone of another one."""
    return f"{time.astimezone(like.tzinfo):%Y-%m-%d %H:%M %z}"
