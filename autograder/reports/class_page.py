"""The page of a class: how it went, what went wrong most, and where to look closer."""

import heapq
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from autograder.reports import charts
from autograder.reports.about import About
from autograder.reports.likeness import MOST, Group, Likeness, compare, usual
from autograder.reports.pages import render
from autograder.reports.plain import name_of, plain
from autograder.reports.statistics import FEWEST, Item, Symptom, histogram, items, symptoms
from autograder.results import Adjustment, Document, SubmissionResult
from autograder.results.people import by_path

MOST_SYMPTOMS = 12  # an assignment
SLOWEST = 5
# a page with more rows opens slowly; the whole table is what `export csv --wide` writes
MOST_ROWS = 2000
MOST_NAMES = 100  # that one sentence lists
MOST_GROUPS = 100  # of answers that are alike


@dataclass(frozen=True)
class Student:
    """One row of the class, and where its own page is; empty where there is none."""

    name: str
    address: str
    assignment: str = ""
    score: float | None = None
    worth: float = 0.0
    adjustments: tuple[Adjustment, ...] = ()
    summary: str = ""
    duration_s: float = 0.0

    @property
    def share(self) -> float:
        """Of the points, from 0 to 1."""
        return round(min(1.0, (self.score or 0.0) / self.worth), 4) if self.worth else 0.0


@dataclass(frozen=True)
class Part:
    """What there is to say about one assignment."""

    title: str
    count: int
    worth: float
    median: float
    mean: float
    decided: bool
    counts: list[int]
    chart: Markup
    items: list[tuple[str, list[Item]]]
    symptoms: list[tuple[Symptom, list[Student]]]
    rarer: int
    groups: list[tuple[Group, list[Student], bool]]
    more_groups: int
    short: tuple[str, ...]
    many: tuple[str, ...]
    stubbed: bool


def class_page(document: Document, addresses: Mapping[str, str], about: About) -> bytes:
    """The page as UTF-8; it needs no other file and nobody's network.

    Args:
        document: the results of the class, of one assignment or several.
        addresses: the submissions' own pages, relative to this one.
        about: the course, and what became of the scores.
    """
    names = display_names(document, about)
    students = {r.submission: _student(r, names, addresses, about) for r in document.results}
    by_assignment: dict[str, list[SubmissionResult]] = {}
    for result in document.results:
        by_assignment.setdefault(result.assignment, []).append(result)
    slowest = heapq.nlargest(SLOWEST, students.values(), key=lambda student: student.duration_s)
    # where not all can be listed, those are who have the least of the points
    listed = heapq.nsmallest(MOST_ROWS, students.values(), key=lambda student: student.share)
    failures = document.failures[:MOST_ROWS]
    return render(
        "class.html",
        title=f"{about.course or 'Class report'}: results",
        about=about,
        parts=[_part(name, results, students, about) for name, results in by_assignment.items()],
        students=sorted(listed, key=lambda student: student.name.casefold()),
        graded=len(students),
        full=sum(r.max_score > 0 and r.score == r.max_score for r in document.results),
        total_s=sum(r.duration_s for r in document.results),
        median_s=statistics.median([r.duration_s for r in document.results] or [0.0]),
        slowest=slowest,
        failed=len(document.failures),
        failures=[
            (
                students.get(failure.submission) or Student(names[failure.submission], ""),
                failure.reason,
            )
            for failure in failures
        ],
        others=[s for key, s in about.standings.items() if key not in students],
        fewest=FEWEST,
        most_names=MOST_NAMES,
        most_compared=MOST,
    )


def display_names(document: Document, about: About) -> dict[str, str]:
    """What to call each submission: by its person, with the path where two are called the same."""
    assignments = {result.submission: result.assignment for result in document.results}
    paths = [*assignments, *(failure.submission for failure in document.failures)]
    names = {path: _name(path, assignments.get(path, ""), about) for path in paths}
    often = Counter(names.values())
    return {
        path: name if often[name] == 1 else f"{name} ({plain(path)})"
        for path, name in names.items()
    }


def _name(path: str, assignment: str, about: About) -> str:
    if (standing := about.standings.get(path)) and standing.name:
        return plain(standing.name)
    person = by_path(path, assignment)
    return plain(person.name or person.login) or name_of(path)


def _student(
    result: SubmissionResult, names: Mapping[str, str], addresses: Mapping[str, str], about: About
) -> Student:
    standing = about.standings.get(result.submission)
    return Student(
        name=names[result.submission],
        address=addresses.get(result.submission, ""),
        assignment=about.assignments.get(result.assignment, result.assignment),
        score=standing.score if standing else result.score,
        worth=result.max_score,
        adjustments=tuple(a for a in standing.adjustments if a.points) if standing else (),
        summary=result.summary,
        duration_s=result.duration_s,
    )


def _part(
    name: str, results: Sequence[SubmissionResult], students: Mapping[str, Student], about: About
) -> Part:
    scores = [result.score for result in results]
    counts = histogram(results)
    listed = symptoms(results)
    found, answered = _likeness(name, results, about)
    exercises = groupby(_in_order(items(results)), key=lambda item: item.check.exercise)
    return Part(
        title=about.assignments.get(name, name),
        count=len(results),
        worth=max(result.max_score for result in results),
        median=statistics.median(scores),
        mean=round(statistics.fmean(scores), 1),
        decided=bool(about.adjusted(results)),
        counts=counts,
        chart=charts.histogram(counts, f"How many reached which share of the points: {name}"),
        items=[(exercise, list(group)) for exercise, group in exercises],
        symptoms=[(s, [students[n] for n in s.submissions]) for s in listed[:MOST_SYMPTOMS]],
        rarer=max(0, len(listed) - MOST_SYMPTOMS),
        groups=[
            (group, [students[n] for n in group.submissions], usual(group, answered))
            for group in found.groups[:MOST_GROUPS]
        ],
        more_groups=max(0, len(found.groups) - MOST_GROUPS),
        short=found.short,
        many=found.many,
        stubbed=name in about.stubs,
    )


def _in_order(checks: Sequence[Item]) -> list[Item]:
    """Those of an exercise together, in the order in which exercises first come."""
    order = {name: at for at, name in enumerate(dict.fromkeys(i.check.exercise for i in checks))}
    return sorted(checks, key=lambda item: order[item.check.exercise])


def _likeness(
    name: str, results: Sequence[SubmissionResult], about: About
) -> tuple[Likeness, Counter[str]]:
    exercises = list(dict.fromkeys(c.exercise for r in results for c in r.checks))
    answers = {result.submission: result.answers for result in results}
    answered = Counter(exercise for code in answers.values() for exercise in code)
    return compare(answers, about.stubs.get(name, {}), exercises), answered
