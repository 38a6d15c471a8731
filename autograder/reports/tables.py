"""The whole class as a table: long, a row a check, or wide, a row a person; CSV and Parquet."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from autograder.errors import UsageError
from autograder.reports.case import Case, sentence
from autograder.results import Standing

Row = dict[str, Any]

LONG = {
    "assignment": str, "submission": str, "person": str, "name": str, "login": str, "email": str,
    "exercise": str, "check": str, "title": str, "public": bool, "points": float, "score": float,
    "outcome": str, "message": str, "hint": str, "duration_s": float, "seed": int,
    "submission_graded": float, "submission_score": float, "submission_max_score": float,
    "excused": bool, "adjustments": str, "failure": str,
}  # fmt: skip
WIDE = ("submission", "graded", "score", "max_score", "adjustments")
PERSON = ("person", "name", "login", "email")

AT_ONCE = 2000  # submissions whose rows are in memory at a time

# a cell that begins so is a formula for a spreadsheet; the apostrophe says that it is text
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "'")


def long_rows(cases: Sequence[Case]) -> Iterator[Row]:
    """A row for each check, and one for each submission or person without any."""
    for case in cases:
        common = {
            "assignment": case.assignment,
            "submission": case.submission,
            **_person(case.standing),
            "seed": case.result.seed if case.result else None,
            "submission_graded": case.result.score if case.result else None,
            "submission_score": case.score,
            "submission_max_score": case.max_score,
            "excused": bool(case.standing and case.standing.excused),
            "adjustments": "\n".join(map(sentence, case.adjustments)),
            "failure": case.failure.reason if case.failure else "",
        }
        checks = [
            {"exercise": check.exercise, "check": check.id, "title": check.title,
             "public": check.public, "points": check.points, "score": check.score,
             "outcome": check.outcome, "message": check.message, "hint": check.hint,
             "duration_s": check.duration_s}
            for check in case.checks
        ]  # fmt: skip
        yield from (dict.fromkeys(LONG) | common | check for check in checks or [{}])


def wide_rows(cases: Sequence[Case]) -> list[Row]:
    """A row for each person, with five columns for each assignment.

    Raises:
        UsageError: two submissions of one person for one assignment.
    """
    assignments = sorted({case.assignment for case in cases if case.standing})
    people: dict[str, Row] = {}
    for case in cases:
        if not (standing := case.standing):
            continue
        row = people.setdefault(standing.person, _person(standing))
        name = standing.assignment
        if f"{name}.submission" in row:
            both = f"{row[f'{name}.submission']} and {standing.submission}"
            raise UsageError(
                f"{both} are both {name} by {standing.person!r}, and a row can hold one: leave one"
                " out, or say in people.csv whose they are."
            )
        row |= {
            f"{name}.submission": standing.submission,
            f"{name}.graded": standing.graded,
            f"{name}.score": "EX" if standing.excused else standing.score,
            f"{name}.max_score": standing.max_score,
            f"{name}.adjustments": "\n".join(map(sentence, standing.adjustments)),
        }
    columns = [f"{name}.{what}" for name in assignments for what in WIDE]
    return [dict.fromkeys((*PERSON, *columns)) | people[person] for person in sorted(people)]


def long_csv(cases: Sequence[Case]) -> bytes:
    """`long_rows` as CSV."""
    return _csv(long_rows(cases), list(LONG))


def wide_csv(cases: Sequence[Case]) -> bytes:
    """`wide_rows` as CSV; `EX` is a score that does not count."""
    rows = wide_rows(cases)
    return _csv(rows, list(rows[0]) if rows else list(PERSON))


def parquet(cases: Sequence[Case]) -> bytes:
    """`long_rows` as Parquet, with types.

    Raises:
        UsageError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - large, and an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        raise UsageError(
            "Parquet needs pyarrow, which is not installed: pip install 'autograder[parquet]'."
        ) from None
    kinds = {str: pa.string(), bool: pa.bool_(), float: pa.float64(), int: pa.int64()}
    schema = pa.schema([(name, kinds[kind]) for name, kind in LONG.items()])
    written = io.BytesIO()
    with pq.ParquetWriter(written, schema) as writer:
        for start in range(0, len(cases), AT_ONCE):
            rows = list(long_rows(cases[start : start + AT_ONCE]))
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))
    return written.getvalue()


def unguarded(cell: str) -> str:
    """A cell of our CSV as it was before it was kept from being a formula."""
    return cell.removeprefix("'")


def _csv(rows: Iterable[Row], columns: list[str]) -> bytes:
    """UTF-8 with a mark, so that Excel reads it, too; numbers as short as they are exact."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULAS) else text


def _person(standing: Standing | None) -> Row:
    return {name: getattr(standing, name, "") for name in PERSON}
