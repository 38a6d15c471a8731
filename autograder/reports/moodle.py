"""Moodle: the grading worksheet of an assignment as it exported it, with the grades filled in.

`Identifier`, `Grade` and `Last modified (grade)` are what Moodle reads it by; see
`mod/assign/feedback/offline/importgradeslib.php`.
"""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from autograder.errors import UsageError
from autograder.reports.case import Case, feedback, sentence
from autograder.reports.lms import Listed, LmsFile, match
from autograder.results import Standing

# English and German, as Moodle's language packs have them; --column says any other
IDENTIFIER = ("Identifier", "ID")
GRADE = ("Grade", "Bewertung")
MAXIMUM = ("Maximum Grade", "Maximum grade", "Bestwertung")
CHANGEABLE = ("Grade can be changed", "Bewertung kann geändert werden")
NAME = ("Full name", "Vollständiger Name")
EMAIL = ("Email address", "E-Mail-Adresse")
LOGIN = ("Username", "Anmeldename")
ID_NUMBER = ("ID number", "ID-Nummer")
COMMENTS = ("Feedback comments", "Feedback als Kommentar")


def moodle(
    standings: Sequence[Standing],
    worksheet: Path,
    column: str | None,
    scale: bool,
    cases: Sequence[Case] = (),
) -> tuple[bytes, list[str]]:
    """The worksheet with grades filled in, and what is left to say, a sentence each.

    Args:
        standings: of one assignment.
        worksheet: the file that Moodle exported.
        column: the heading of the grades, where that is neither English nor German.
        scale: give the same share of Moodle's points where these differ from ours.
        cases: those whose checks are written into the feedback comments.

    Raises:
        UsageError: not such a file, other points, or people who cannot be told apart.
    """
    file = LmsFile(worksheet)
    grade = _grade_column(file, column)
    rows, unknown = match(standings, _participants(file), worksheet)
    notes = [
        f"{one.submission or one.person} is nobody in {worksheet.name}; not filled in."
        for one in unknown
    ]
    comments = file.column(*COMMENTS)
    if cases and comments is None:
        raise UsageError(
            f"{worksheet} has no column {COMMENTS[0]!r}: turn feedback comments on in the"
            " assignment's settings in Moodle and export it again, or leave out --feedback."
        )
    told = {case.submission: case for case in cases if case.submission}
    for row, standing in rows.items():
        name = file.cell(row, file.column(*NAME)) or standing.person
        if file.cell(row, file.column(*CHANGEABLE)).strip() in {"No", "Nein"}:
            notes.append(f"The grade of {name} is locked in Moodle; not filled in.")
            continue
        if standing.score is None:
            notes.append(
                f"{name} is excused, which a worksheet cannot say; do it in Moodle's gradebook."
            )
        else:
            points = standing.score * _factor(file, row, standing, scale)
            file.fill(row, grade, file.number(points))
        if comments is not None and standing.submission in told:
            file.fill(row, comments, _comment(told[standing.submission]))
    return file.as_bytes(), notes


def _grade_column(file: LmsFile, wanted: str | None) -> int:
    at = file.column(wanted) if wanted else file.column(*GRADE)
    if at is None and wanted:
        headings = ", ".join(file.header)
        raise UsageError(f"{file.path} has no column {wanted!r}; it has {headings}.")
    if at is None or file.column(*IDENTIFIER) is None:
        raise UsageError(
            f"{file.path} is not a grading worksheet that Moodle exported: that has columns"
            " Identifier and Grade. In Moodle: the assignment, Submissions, Actions, Download"
            " grading worksheet."
        )
    return at


def _participants(file: LmsFile) -> list[Listed]:
    columns = [file.column(*names) for names in (IDENTIFIER, ID_NUMBER, LOGIN, EMAIL, NAME)]
    found = []
    for row in range(1, len(file)):
        identifier, number, login, email, name = (file.cell(row, at).strip() for at in columns)
        if identifier:
            ids = (identifier.rpartition(" ")[2], number)  # Participant 12345
            found.append(Listed(row, ids, (login, email), name))
    return found


def _factor(file: LmsFile, row: int, standing: Standing, scale: bool) -> float:
    said, ours = file.cell(row, file.column(*MAXIMUM)).strip(), standing.max_score
    try:
        theirs = float(said.replace(",", ".")) if said else ours
    except ValueError:
        raise UsageError(
            f"{file.path}, line {row + 1}: the maximum grade is {said!r}, which is no number."
        ) from None
    if theirs == ours:
        return 1.0
    if scale and ours:
        return theirs / ours
    raise UsageError(
        f"{standing.assignment} is worth {theirs:g} points in Moodle and {ours:g} here: set it to"
        f" {ours:g} there, or give --scale to fill in the same share of {theirs:g}."
    )


def _comment(case: Case) -> str:
    """What a student reads, as the HTML that Moodle keeps."""
    parts = [escape(sentence(adjustment)) for adjustment in case.adjustments]
    for check in case.checks:
        said = escape(feedback(check)).replace("\n", "<br>")
        head = f"{escape(check.title)} ({check.score:g}/{check.points:g})"
        parts.append(f"<strong>{head}</strong>" + (f"<br>{said}" if said else ""))
    return "".join(f"<p>{part}</p>" for part in parts)
