"""Small tables that people keep beside the results, as their spreadsheets save them.

A comma, a semicolon or a tab between the columns, UTF-8 with or without a mark or UTF-16.
"""

import csv
import difflib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.errors import UsageError

Row = dict[str, str]

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_text(path: Path) -> str:
    """The text of a file, without its mark.

    Raises:
        UsageError: it cannot be read, or is neither UTF-8 nor marked UTF-16.
    """
    try:
        content = path.read_bytes()
        encoding = next((name for mark, name in MARKS if content.startswith(mark)), "utf-8")
        return content.decode(encoding)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8 text; save it as CSV UTF-8.") from None


def read_table(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, Row]]:
    """Each row with the number of its line: every one of `columns`, empty where there is none.

    Raises:
        UsageError: no file, no table, or a column with another name.
    """
    rows = read_rows(path)
    _require_known(path, next(rows)[1], columns)
    for line, header, cells in rows:
        row = dict(zip(header, cells, strict=False))
        yield line, {name: row.get(name, "") for name in columns}


def read_rows(path: Path) -> Iterator[tuple[int, list[str], list[str]]]:
    """The number of a line, the names of the columns in small letters, and the cells.

    The first is that of the names itself. Empty rows and rows that begin with # are left out.

    Raises:
        UsageError: no file, or no table.
    """
    text = read_text(path)
    header_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=header_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] = []
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if not header:
                header = stripped = [name.lower() for name in stripped]
            elif not any(stripped) or stripped[0].startswith("#"):
                continue
            elif any(stripped[len(header) :]):
                raise UsageError(
                    f"{path}, line {reader.line_num}: {len(cells)} cells, but there are"
                    f" {len(header)} columns; text with a comma in it belongs in quotes."
                )
            yield reader.line_num, header, stripped
    except csv.Error as error:
        raise UsageError(f"{path}, line {reader.line_num}: this is not CSV: {error}.") from None
    if not header:
        raise UsageError(f"{path} is empty; its first line has to name columns.")


def _require_known(path: Path, header: list[str], columns: Sequence[str]) -> None:
    for name in header:
        if name and name not in columns:
            near = difflib.get_close_matches(name, columns, n=1)
            known = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(columns)}."
            raise UsageError(f"{path}: there is no column `{name}`; {known}")
        if header.count(name) > 1 and name:
            raise UsageError(f"{path}: there are two columns `{name}`.")


def number(path: Path, line: int, name: str, text: str) -> float | None:
    """The number in a cell, with a point or a comma; None for an empty one."""
    if not text:
        return None
    try:
        value = float(text.replace(",", ".").replace("−", "-"))
    except ValueError:
        value = float("nan")
    if not abs(value) <= 1e6:
        raise UsageError(f"{path}, line {line}: `{name}` is {text!r}, which is no number.")
    return value


def yes(path: Path, line: int, name: str, text: str) -> bool:
    """Whether a cell says yes; an empty one says no."""
    known = {"": False, "yes": True, "no": False, "true": True, "false": False,
             "1": True, "0": False, "x": True}  # fmt: skip
    if text.lower() not in known:
        raise UsageError(f"{path}, line {line}: `{name}` is {text!r}; write yes or no.")
    return known[text.lower()]
