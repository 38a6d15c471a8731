"""A class with everything that gets lost on the way: names, marks, outcomes, people without ids."""

import base64
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from autograder.reports.case import Case, cases
from autograder.results import (
    CheckResult,
    Document,
    Failure,
    LatePolicy,
    Override,
    Picture,
    Standings,
    SubmissionResult,
    stand,
)

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
ODD = 'Zoë "Zo" O\'Neil-Ünal, 李 小龍 🎓\n=1+1 <b>&amp; | `x` ]]> %0A \x1b[2J'


def check(id: str, outcome: str, points: float = 2.0, **changed: object) -> CheckResult:
    told = {
        "id": id, "exercise": "my_rmse", "title": f"Does {id}", "points": points,
        "score": points if outcome == "passed" else 0.0, "outcome": outcome,
        "message": "" if outcome == "passed" else f"The loss is wrong: {ODD}",
        "hint": "" if outcome == "passed" else "Which step comes first?", "public": True,
        "duration_s": 0.125,
    }  # fmt: skip
    return CheckResult(**told | changed)


def result(submission: str, *checks: CheckResult, assignment: str = "small") -> SubmissionResult:
    return SubmissionResult(
        submission=submission, assignment=assignment, score=sum(c.score for c in checks),
        max_score=sum(c.points for c in checks), seed=2**62 + 1, duration_s=1234.5678,
        sandbox="namespace", checks=checks, notices=(f"A line was repaired: {ODD}",),
        output=f"printed: {ODD}",
    )  # fmt: skip


def four(worst: str) -> tuple[CheckResult, ...]:
    return (
        check("test_a", "passed", 2.5),
        check("test_b", worst, pictures=(Picture(title=ODD, png=PNG),)),
        check("test_c", "passed", exercise="fit_line"),
        check("test_hidden", worst, public=False, exercise="fit_line"),
    )


MOODLE = "hw/{}_{}_assignsubmission_file_/small.ipynb"
DOCUMENT = Document(
    results=(
        result(MOODLE.format("Zoë O'Neil-Ünal", 101), *four("failed")),
        result(MOODLE.format("李 小龍 🎓", 102), *four("passed")),
        result(MOODLE.format("Ann Lee", 103), *four("blocked")),
        result(MOODLE.format("Ann Lee", 104), *four("passed")),
        result("hw/=cmd|calc.ipynb", *four("errored")),
        result(MOODLE.format("Late Lee", 106), *four("passed")),
    ),
    failures=(
        Failure(submission="hw/broken.ipynb", reason=f"It is no notebook: {ODD}"),
        Failure(submission="hw/=cmd|calc.ipynb", reason="2 checks could not be carried out."),
    ),
)


def standings() -> Standings:
    due = datetime(2026, 11, 20, 23, 59, tzinfo=UTC)
    late = MOODLE.format("Late Lee", 106)
    so = {"where": "overrides.csv, line 2", "reason": f"Because: {ODD}", "by": "Ito"}
    return stand(
        DOCUMENT,
        policy=LatePolicy(due={"small": due}, per_day=0.1),
        handed_in={late: datetime(2026, 11, 21, 9, 0, tzinfo=UTC)},
        overrides=(
            Override(person="104", excused=True, **so),
            Override(person="101", check="test_b", score=1.5, comment="Nearly", **so),
            Override(person="Gone, Gus", excused=True, **so),
        ),
    )


@pytest.fixture
def document() -> Document:
    return DOCUMENT


@pytest.fixture
def everybody() -> tuple[Case, ...]:
    """The class as exports get it."""
    return cases(DOCUMENT, standings())


@pytest.fixture
def stands() -> Standings:
    """Where everybody of the class stands."""
    return standings()


@pytest.fixture
def one(everybody: tuple[Case, ...]) -> Callable[[str], Case]:
    """`one(text)`: the case whose submission has the text in its path."""
    return lambda text: next(case for case in everybody if text in case.submission)
