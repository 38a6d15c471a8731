"""When submissions were handed in: by a table, by nbgrader's timestamps, or by files' dates.

The table is a `submissions.csv` of one's own, or what a learning management system exported:
Moodle's grading worksheet and Gradescope's list of grades say it in a column of their own.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from autograder.errors import UsageError
from autograder.results.late import moment
from autograder.results.people import People, Person, named
from autograder.results.records import Document
from autograder.results.table import read_rows, read_text

FILE_NAME = "submissions.csv"
TIMESTAMP = "timestamp.txt"  # nbgrader's, beside each submission

TIME_COLUMNS = ("handed_in", "last modified (submission)", "submission time", "timestamp")
# what a column says of a person, by the names that systems give it
PERSON_COLUMNS = {
    "id": "id", "identifier": "id", "sid": "id", "student_id": "id",
    "login": "login", "username": "login", "sis login id": "login", "person": "login",
    "email": "email", "email address": "email",
    "name": "name", "full name": "name", "student": "name",
}  # fmt: skip
NO_TIME = ("", "-")


def read_times(
    path: Path, document: Document, people: People, time_zone: str = ""
) -> dict[str, datetime]:
    """When each submission of the document was handed in, as far as the table says.

    Raises:
        UsageError: the file is no such table, or a time in it cannot be read.
    """
    rows = read_rows(path)
    _, header, _ = next(rows)
    column = next((name for name in TIME_COLUMNS if name in header), None)
    if column is None or not {"submission", *PERSON_COLUMNS} & set(header):
        raise UsageError(
            f"{path} does not say when something was handed in: it needs a column"
            " `handed_in` and a column `submission`, `id`, `login`, `email` or `name`."
        )
    persons = {
        (r.submission, r.assignment): people.of(r.submission, r.assignment)
        for r in document.results
    }
    times: dict[str, datetime] = {}
    for line, _, cells in rows:
        row = dict(zip(header, cells, strict=False))
        if row.get(column, "") in NO_TIME:
            continue
        try:
            time = moment(row[column], time_zone)
        except UsageError as error:
            raise UsageError(f"{path}, line {line}: {error}") from None
        times |= dict.fromkeys(_submissions_of(row, persons), time)
    return times


def of_files(document: Document) -> dict[str, datetime]:
    """When each notebook was last changed, in the file system's opinion."""
    return {
        result.submission: datetime.fromtimestamp(Path(result.submission).stat().st_mtime, UTC)
        for result in document.results
        if Path(result.submission).exists()
    }


def of_nbgrader(document: Document, time_zone: str = "") -> dict[str, datetime]:
    """What nbgrader wrote beside each notebook when it was handed in."""
    times = {}
    for result in document.results:
        stamp = Path(result.submission).with_name(TIMESTAMP)
        if not stamp.is_file():
            continue
        try:
            times[result.submission] = moment(read_text(stamp), time_zone or "UTC")
        except UsageError as error:
            raise UsageError(f"{stamp}: {error}") from None
    return times


def _submissions_of(row: Mapping[str, str], persons: Mapping[tuple[str, str], Person]) -> list[str]:
    """The submissions that a row is about: the one it names, else those of the person."""
    wanted = {s: p for (s, a), p in persons.items() if row.get("assignment", "") in {"", a}}
    if row.get("submission"):
        return list(named(row["submission"], wanted))
    for kind in ("id", "login", "email", "name"):
        said = [row[column] for column, what in PERSON_COLUMNS.items()
                if what == kind and row.get(column)]  # fmt: skip
        if kind == "id":
            said = [text.rpartition(" ")[2] for text in said]  # Moodle: Participant 123
        found = [s for s, p in wanted.items() if any(p.is_called(text) for text in said)]
        if found:
            return found
    return []
