"""A CSV file that a learning management system exported: filled in, and else left as it is.

Cells are kept as they were written, with their quotes; so are line ends, mark and delimiter. Only
what is filled in changes.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError
from autograder.results import Standing
from autograder.results.people import forms, plain

MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class LmsFile:
    """The rows of a file, each cell as it was written; row 0 is the header."""

    def __init__(self, path: Path) -> None:
        """Read the file.

        Raises:
            UsageError: it cannot be read, or is no CSV.
        """
        self.path = path
        try:
            content = path.read_bytes()
            self._mark, self._encoding = next(
                ((mark, name) for mark, name in MARKS if content.startswith(mark)), (b"", "utf-8")
            )
            text = content[len(self._mark) :].decode(self._encoding)
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}.") from None
        except UnicodeDecodeError:
            raise UsageError(
                f"{path} is not UTF-8 text, as it was exported: export it once more and do not"
                " save it with a spreadsheet, or save it as CSV UTF-8."
            ) from None
        first_line = text.partition("\n")[0]
        self.delimiter = max(",;\t", key=first_line.count)
        self._rows = list(_rows(text, self.delimiter, path))
        self.header = [self.cell(0, column).strip() for column in range(self.width(0))]

    def __len__(self) -> int:
        return len(self._rows)

    def width(self, row: int) -> int:
        """How many cells a row has."""
        return len(self._rows[row].cells) if self._rows else 0

    def cell(self, row: int, column: int | None) -> str:
        """What a cell says; nothing where there is none."""
        if column is None or column >= self.width(row):
            return ""
        raw = self._rows[row].cells[column]
        return raw[1:-1].replace('""', '"') if raw.startswith('"') else raw

    def fill(self, row: int, column: int, text: str) -> None:
        """Put text into a cell; it is quoted when it has to be or when the cell was."""
        cells = self._rows[row].cells
        if self.cell(row, column) == text:
            return
        has_to_be = any(c in text for c in (self.delimiter, '"', "\n", "\r"))
        quoted = has_to_be or cells[column].startswith('"')
        cells[column] = '"' + text.replace('"', '""') + '"' if quoted else text

    def column(self, *names: str) -> int | None:
        """The number of the column of one of these names; None when there is none."""
        return next((self.header.index(name) for name in names if name in self.header), None)

    def number(self, points: float) -> str:
        """Points as this file writes them: where semicolons stand between cells, with a comma."""
        text = f"{points:.2f}".rstrip("0").rstrip(".")
        return text.replace(".", ",") if self.delimiter == ";" else text

    def as_bytes(self) -> bytes:
        """The whole file."""
        text = "".join(self.delimiter.join(row.cells) + row.end for row in self._rows)
        return self._mark + text.encode(self._encoding)


@dataclass(frozen=True)
class _Row:
    cells: list[str]
    end: str


def _rows(text: str, delimiter: str, path: Path) -> Iterator[_Row]:
    cell = re.compile(
        rf'("(?:[^"]|"")*"|[^"{delimiter}\r\n][^{delimiter}\r\n]*|)({delimiter}|\r\n|\n|\r|\Z)'
    )
    at, line, cells = 0, 1, list[str]()
    while at < len(text) or cells:
        found = cell.match(text, at)
        if not found:
            raise UsageError(f"{path}, line {line}: this is not CSV: a quote in the wrong place.")
        cells.append(found[1])
        line += found[0].count("\n")
        at = found.end()
        if found[2] != delimiter:
            yield _Row(cells, found[2])
            cells = []


@dataclass(frozen=True)
class Listed:
    """A person as the file lists them: the number of the row, ids, logins, and names."""

    row: int
    ids: tuple[str, ...]
    logins: tuple[str, ...]
    name: str


# what somebody may be called → the rows of those who are
Index = dict[str, dict[int, Listed]]


def match(
    standings: Sequence[Standing], listed: Sequence[Listed], file: Path
) -> tuple[dict[int, Standing], list[Standing]]:
    """Row → standing, and those whom nobody in the file is: by id, then login or email, then name.

    Raises:
        UsageError: somebody fits several rows, or several fit one; or nobody fits at all.
    """
    rows: dict[int, Standing] = {}
    unknown: list[Standing] = []
    index = _index(listed)
    for standing in standings:
        found = _found(standing, index)
        if len(found) > 1:
            who = ", ".join(_called(one) for one in found)
            raise UsageError(
                f"{_named(standing)} could be any of these in {file.name}: {who}. Say in"
                " people.csv which, by id."
            )
        if not found:
            unknown.append(standing)
        elif found[0].row in rows:
            both = f"{_named(rows[found[0].row])} and {_named(standing)}"
            raise UsageError(
                f"{both} both fit {_called(found[0])} in {file.name}. Say in people.csv whose"
                " they are, or leave one out."
            )
        else:
            rows[found[0].row] = standing
    if not rows:
        some = ", ".join(_named(standing) for standing in standings[:3])
        raise UsageError(
            f"Nobody in {file.name} has handed in any of these results ({some}); is it the file of"
            " this course? people.csv can say who handed in what."
        )
    return rows, unknown


def _index(listed: Sequence[Listed]) -> tuple[Index, ...]:
    """Who is called so: by id, by login or email, by what stands before an email's @, by name."""
    ways: tuple[Callable[[Listed], set[str]], ...] = (
        lambda one: {plain(text) for text in one.ids if text},
        lambda one: {plain(text) for text in one.logins if text},
        lambda one: {plain(text).partition("@")[0] for text in one.logins if "@" in text},
        lambda one: forms(one.name),
    )
    found: tuple[Index, ...] = tuple({} for _ in ways)
    for one in listed:
        for index, keys in zip(found, ways, strict=True):
            for key in keys(one):
                index.setdefault(key, {})[one.row] = one
    return found


def _found(standing: Standing, indexes: tuple[Index, ...]) -> list[Listed]:
    """The rows that fit in the most exact way in which any does."""
    keys = {plain(key) for key in (standing.person, standing.login, standing.email) if key}
    names = {form for key in (standing.name, standing.person, standing.login) if key
             for form in forms(key)}  # fmt: skip
    for index, wanted in zip(indexes, (keys, keys, keys, names), strict=True):
        found = {row: one for key in wanted for row, one in index.get(key, {}).items()}
        if found:
            return [found[row] for row in sorted(found)]
    return []


def _named(standing: Standing) -> str:
    return standing.submission or standing.person


def _called(one: Listed) -> str:
    keys = [key for key in (*one.ids, *one.logins) if key]
    return f"{one.name} ({', '.join(keys) or f'line {one.row + 1}'})"
