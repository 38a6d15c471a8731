"""Canvas: the gradebook as it exported it, with the scores of one assignment filled in.

The columns before `Section`, the row `Points Possible` and `EX` for excused are Canvas' own; see
`lib/gradebook_importer.rb` in canvas-lms.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from autograder.errors import UsageError
from autograder.reports.lms import Listed, LmsFile, match
from autograder.results import Standing

EXCUSED = "EX"
NOT_ASSIGNED = "N/A"
WITH_ID = re.compile(r"(?P<title>.*) \((?P<id>\d+)\)")


def canvas(
    standings: Sequence[Standing], gradebook: Path, column: str | None, scale: bool
) -> tuple[bytes, list[str]]:
    """The file with one assignment filled in, and what is left to say, a sentence each.

    Args:
        standings: of one assignment.
        gradebook: the file that Canvas exported.
        column: the heading of the column, with or without its id; by default the assignment's
            name.
        scale: give the same share of Canvas' points where these differ from ours.

    Raises:
        UsageError: not such a file, no such column, other points, or people who cannot be told
            apart.
    """
    file = LmsFile(gradebook)
    _require_gradebook(file)
    at = _column(file, column or standings[0].assignment)
    factor = _factor(file, at, standings, scale)
    rows, unknown = match(standings, _students(file), gradebook)
    notes = [
        f"{one.submission or one.person} is nobody in {gradebook.name}; not filled in."
        for one in unknown
    ]
    for row, standing in rows.items():
        if file.cell(row, at).strip() == NOT_ASSIGNED:
            notes.append(
                f"{file.cell(row, 0)} is not assigned {file.header[at]} in Canvas; not filled in."
            )
        elif standing.score is None:
            file.fill(row, at, EXCUSED)
        else:
            file.fill(row, at, file.number(standing.score * factor))
    return file.as_bytes(), notes


def _require_gradebook(file: LmsFile) -> None:
    names = file.column("Student", "LastName")
    if names is None or file.column("ID") is None or file.column("Section") is None:
        raise UsageError(
            f"{file.path} is not a gradebook that Canvas exported: that has columns Student, ID"
            " and Section. In Canvas: Grades, Export, Export Entire Gradebook."
        )


def _column(file: LmsFile, wanted: str) -> int:
    start = (file.column("Section") or 0) + 1
    headings = list(enumerate(file.header))[start:]
    exact = [at for at, heading in headings if heading == wanted]
    plain = [at for at, heading in headings if _title(heading) == _same(wanted)]
    found = exact or plain
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(file.header[at] for at in found)
        raise UsageError(f"{file.path} has several: {several}; say which with --column.")
    known = ", ".join(heading for _, heading in headings if WITH_ID.fullmatch(heading))
    raise UsageError(
        f"{file.path} has no column {wanted!r}; say which it is with --column, one of: {known}."
    )


def _title(heading: str) -> str:
    found = WITH_ID.fullmatch(heading)
    return _same(found["title"] if found else heading)


def _same(text: str) -> str:
    """`RMSE loss` and `rmse_loss` are the same assignment."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def _factor(file: LmsFile, at: int, standings: Sequence[Standing], scale: bool) -> float:
    row = next((r for r in range(1, len(file)) if "Points Possible" in file.cell(r, 0)), None)
    said = file.cell(row, at).strip() if row is not None else ""
    ours = standings[0].max_score
    if "read only" in said:
        raise UsageError(f"{file.header[at]} is computed by Canvas and cannot be filled in.")
    try:
        theirs = float(said.replace(",", ".")) if said else ours
    except ValueError:
        raise UsageError(
            f"{file.path}: {file.header[at]} has {said!r} points possible, which is no number."
        ) from None
    if theirs == ours:
        return 1.0
    if scale and ours:
        return theirs / ours
    raise UsageError(
        f"{file.header[at]} is worth {theirs:g} points in Canvas and {ours:g} here: set it to"
        f" {ours:g} there, or give --scale to fill in the same share of {theirs:g}."
    )


def _students(file: LmsFile) -> list[Listed]:
    id_, sis, login = file.column("ID"), file.column("SIS User ID"), file.column("SIS Login ID")
    name, first = file.column("Student", "LastName"), file.column("FirstName")
    students = []
    for row in range(1, len(file)):
        said = file.cell(row, name).strip()
        if not file.cell(row, id_).strip() and (not said or "Points Possible" in said):
            continue
        whole = f"{said}, {file.cell(row, first)}" if first is not None else said
        ids = (file.cell(row, id_).strip(), file.cell(row, sis).strip())
        students.append(Listed(row, ids, (file.cell(row, login).strip(),), whole))
    return students
