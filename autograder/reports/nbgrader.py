"""Scores and comments in nbgrader's gradebook, written through nbgrader's own API.

| in the gradebook              | from                                                          |
|---|---|
| cell `check-EXERCISE`         | points of the exercise's public checks                        |
| cell `EXERCISE`               | points of its hidden checks; the comment: symptoms and hints  |
| late penalty of the notebook  | what lateness and decisions about the whole submission cost   |
| manual score, manual comment, extra credit | theirs who entered them; never touched           |

Writing the same results again changes nothing.
"""

import os
import re
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.errors import UsageError
from autograder.results import CheckResult, Document, Standing, SubmissionResult

if TYPE_CHECKING:
    from nbgrader.api import Gradebook

CHECK_PREFIX = "check-"
NO_ID = re.compile(r"[/\\\x00-\x1f]")


@dataclass(frozen=True)
class Row:
    """One person's standing in one assignment, with the name that nbgrader knows them by."""

    student: str
    standing: Standing
    result: SubmissionResult | None


def rows(document: Document, standings: Sequence[Standing]) -> list[Row]:
    """Everybody whose score counts.

    Raises:
        UsageError: two submissions of one assignment are the same person's.
    """
    results = {(one.submission, one.assignment): one for one in document.results}
    found: dict[tuple[str, str], Row] = {}
    for standing in standings:
        if standing.excused:
            continue
        student = student_id(standing)
        other = found.get((student, standing.assignment))
        if other is not None:
            raise UsageError(
                f"{other.standing.submission} and {standing.submission} are both {student}'s"
                f" answers to {standing.assignment}, and nbgrader keeps one: grade only the one"
                " that counts, or say in people.csv whose they are."
            )
        result = results.get((standing.submission, standing.assignment))
        found[student, standing.assignment] = Row(student, standing, result)
    return list(found.values())


def student_id(standing: Standing) -> str:
    """A person's id in nbgrader, which is also the name of a folder."""
    key = standing.login or standing.person or standing.name
    return NO_ID.sub("_", key).strip().lstrip(".") or "nobody"


def write_gradebook(
    table: Sequence[Row],
    db_url: str,
    stubs: Mapping[str, Path],
    *,
    course_id: str,
    due: Mapping[str, datetime],
    handed_in: Mapping[str, datetime],
) -> None:
    """Write all rows; assignments and students are made where they are missing.

    Args:
        table: see `rows`.
        db_url: as SQLAlchemy has it, `sqlite:///gradebook.db` or `postgresql://…`.
        stubs: the released notebook of each assignment, which says what its cells are worth.
        course_id: of the course in the gradebook.
        due: when an assignment is due, with time zone.
        handed_in: when each submission was handed in, with time zone.

    Raises:
        UsageError: the gradebook cannot be opened, or other checks were graded than it knows.
    """
    import sqlalchemy  # noqa: PLC0415 - with nbgrader two seconds, and only this verb needs them
    from nbgrader.api import Gradebook  # noqa: PLC0415

    try:
        with (
            warnings.catch_warnings(action="ignore", category=sqlalchemy.exc.SAWarning),
            _programs_beside_python(),
            Gradebook(db_url, course_id) as gradebook,
        ):
            for assignment in dict.fromkeys(row.standing.assignment for row in table):
                _prepare(gradebook, db_url, assignment, stubs[assignment], due.get(assignment))
            for row in table:
                _write(gradebook, row, handed_in.get(row.standing.submission))
    except (sqlalchemy.exc.SQLAlchemyError, ImportError) as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        if isinstance(error, ImportError):
            reason += " (for PostgreSQL: pip install 'autograder[postgres]')"
        raise UsageError(f"The gradebook {_shown(db_url)} cannot be written: {reason}.") from None


@contextmanager
def _programs_beside_python() -> Iterator[None]:
    """nbgrader starts alembic by its name, which need not be on anybody's path."""
    before = os.environ.get("PATH", os.defpath)
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{before}"
    try:
        yield
    finally:
        os.environ["PATH"] = before


def _shown(db_url: str) -> str:
    """The address without the password."""
    return re.sub(r":[^:@/]*@", ":…@", db_url)


def _prepare(
    gradebook: "Gradebook", db_url: str, assignment: str, stub: Path, due: datetime | None
) -> None:
    """The assignment and its cells, as `nbgrader generate_assignment` would record them."""
    import nbformat  # noqa: PLC0415
    from nbgrader.preprocessors import SaveCells  # noqa: PLC0415 - as above

    gradebook.update_or_create_assignment(assignment, **({"duedate": due} if due else {}))
    notebook = nbformat.read(stub, as_version=4)  # type: ignore[no-untyped-call]
    about = {"notebook": assignment, "assignment": assignment, "db_url": db_url}
    try:
        SaveCells().preprocess(notebook, {"nbgrader": about})
    except RuntimeError:
        raise UsageError(
            f"The exercises of {assignment} are others than those in the gradebook"
            f" {_shown(db_url)}, which has submissions of them: take the cells of {stub} that were"
            " recorded, or write into a new gradebook."
        ) from None
    gradebook.db.expire_all()


def _write(gradebook: "Gradebook", row: Row, handed_in: datetime | None) -> None:
    standing, assignment = row.standing, row.standing.assignment
    _student(gradebook, row)
    times = {"timestamp": handed_in} if handed_in else {}
    gradebook.update_or_create_submission(assignment, row.student, **times)
    notebook = gradebook.find_submission_notebook(assignment, assignment, row.student)
    most = {grade.name: grade.cell.max_score for grade in notebook.grades}
    checks = _by_cell(row, most)
    scores = _scores(checks, standing)
    for grade in notebook.grades:
        _score(grade, scores[grade.name], checks[grade.name])
    names = [comment.name for comment in notebook.comments]
    exercises = [check.exercise for check in row.result.checks] if row.result else []
    first = next((name for name in exercises if name in names), min(names, default=""))
    for comment in notebook.comments:
        said = "\n".join(_comment(row, comment.name, first=comment.name == first))
        comment.auto_comment = _storable(said) or None
    # what is not one exercise's: lateness, and decisions about the whole submission
    penalty = round(sum(scores.values()) - (standing.score or 0.0), 6)
    notebook.late_submission_penalty = penalty or None
    gradebook.db.commit()


def _student(gradebook: "Gradebook", row: Row) -> None:
    """The student is there; what the gradebook knows of them already stays."""
    first, _, last = _storable(row.standing.name).rpartition(" ")
    known = {"first_name": first, "last_name": last, "email": _storable(row.standing.email)}
    student = gradebook.update_or_create_student(row.student)
    for name, value in known.items():
        if value and not getattr(student, name):
            setattr(student, name, value)


def _by_cell(row: Row, most: Mapping[str, float]) -> dict[str, list[CheckResult]]:
    """The checks that each cell stands for.

    Raises:
        UsageError: they are worth other points than the gradebook has.
    """
    checks: dict[str, list[CheckResult]] = {name: [] for name in most}
    for check in row.result.checks if row.result else ():
        name = CHECK_PREFIX + check.exercise if check.public else check.exercise
        if check.points:
            checks.setdefault(name, []).append(check)
    for name, found in checks.items():
        points = sum(check.points for check in found)
        known = most.get(name, 0.0)
        if row.result and abs(points - known) > 1e-6:
            assignment = row.standing.assignment
            raise UsageError(
                f"{row.standing.submission} was graded by other checks than {assignment} has now:"
                f" {name} is worth {points:g} points there and {known:g} in the notebook. Run"
                f" `autograder release {assignment}`, or grade again."
            )
    return checks


def _scores(checks: Mapping[str, list[CheckResult]], standing: Standing) -> dict[str, float]:
    """Points of each cell, with what people decided about single checks and exercises."""
    scores = {name: sum(check.score for check in found) for name, found in checks.items()}
    for change in standing.adjustments:
        cell = _cell_about(change.about, checks)
        if cell and change.points:
            scores[cell] = max(0.0, round(scores[cell] + change.points, 6))
    return scores


def _cell_about(about: str, checks: Mapping[str, list[CheckResult]]) -> str | None:
    """The cell that a decision about a check or an exercise belongs to; None: about the whole."""
    for name, found in checks.items():
        if about and about in {check.id for check in found}:
            return name
    return next((name for name in (about, CHECK_PREFIX + about) if name in checks), None)


def _score(grade: Any, score: float, checks: Sequence[CheckResult]) -> None:
    """The score; a person is asked to look where we could not tell, or told them otherwise."""
    errored = any(check.outcome == "errored" for check in checks)
    overtaken = grade.manual_score is not None and grade.auto_score != score
    kept = grade.manual_score is not None and grade.needs_manual_grade
    grade.auto_score = score
    grade.needs_manual_grade = errored or overtaken or kept


def _comment(row: Row, exercise: str, *, first: bool) -> Iterator[str]:
    """What is wrong with an answer, and what people or rules changed; nothing where all is well."""
    ids = set()
    for check in row.result.checks if row.result else ():
        if check.exercise != exercise:
            continue
        ids.add(check.id)
        if check.outcome != "passed":
            yield f"{check.title} ({check.score:g} of {check.points:g})"
            yield from (f"    {line}" for line in check.message.splitlines())
            if check.hint and check.outcome == "failed":
                yield f"    Hint: {check.hint}"
    for change in row.standing.adjustments:
        if change.about in {exercise, *ids} or (first and not change.about):
            by = f" ({change.by})" if change.by else ""
            points = f"{change.points:+g} points: " if change.points else ""
            yield f"{points}{change.reason}{by}"


def _storable(text: str) -> str:
    """Text as every database takes it: no NUL, nothing that is not Unicode."""
    return text.replace("\x00", "␀").encode(errors="replace").decode()
