"""Read a notebook file as students leave it: old, damaged, or not a notebook at all."""

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import NotebookError
from autograder.notebook.document import parse

MAX_BYTES = 50 * 2**20

_MOST_CODE = 2_000_000  # characters; the longest real notebooks have a tenth of that

_NEWEST_FORMAT = 4
_CELL_TYPES = frozenset({"code", "markdown", "raw"})
_OLD_CELL_TYPES = {"heading": "markdown", "html": "markdown"}  # format 3
_CODE_KEYS = frozenset({"outputs", "execution_count", "prompt_number", "input"})


@dataclass(frozen=True)
class RawCell:
    """One cell as the file has it; outputs are not kept."""

    index: int
    """Position among all cells of the file, from 0."""
    cell_type: str
    """`code`, `markdown` or `raw`."""
    source: str
    """The text, its lines ended by `\\n`."""
    metadata: dict[str, Any]
    id: str | None


@dataclass(frozen=True)
class RawNotebook:
    """What a notebook file holds, before anything is made of it."""

    path: Path
    cells: tuple[RawCell, ...]
    metadata: dict[str, Any]
    notices: tuple[str, ...]
    """What had to be repaired to read it, one sentence each."""


def read(path: Path, max_bytes: int = MAX_BYTES) -> RawNotebook:
    """Read the notebook at `path`, nbformat 3 to 4.5, valid or nearly so.

    Args:
        path: the file; its suffix does not matter.
        max_bytes: a larger file is refused unread.

    Raises:
        NotebookError: one sentence that names the file, says what was found and what to do.
    """
    name = "".join(c if c.isprintable() else "?" for c in path.name or str(path))
    document, notices = parse(_bytes(path, name, max_bytes), name)
    # nbformat would upgrade format 3 too, but stops at a missing key that costs us nothing,
    # logs what it finds invalid, and draws cell ids at random.
    cells = tuple(_cells(document, name, notices))
    _check_amount(cells, name)
    notices += _remarks(document, cells)
    return RawNotebook(path, cells, _mapping(document.get("metadata")), tuple(notices))


def _bytes(path: Path, name: str, max_bytes: int) -> bytes:
    try:
        # Without O_NONBLOCK, opening a named pipe would wait for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            _check_file(os.fstat(descriptor), name, max_bytes)
            data = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        raise NotebookError(f"{name} {_obstacle(error)}.") from None
    _check_size(len(data), name, max_bytes)
    return data


def _check_file(status: os.stat_result, name: str, max_bytes: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise NotebookError(f"{name} is a folder: name the .ipynb file in it.")
    if not stat.S_ISREG(status.st_mode):
        raise NotebookError(f"{name} is a device or a pipe, not a file: name an .ipynb file.")
    _check_size(status.st_size, name, max_bytes)


def _check_size(size: int, name: str, max_bytes: int) -> None:
    if size > max_bytes:
        raise NotebookError(
            f"{name} is larger than the {max_bytes / 2**20:.4g} MiB that are read: clear all "
            "outputs, save it and hand it in again."
        )


def _check_amount(cells: tuple[RawCell, ...], name: str) -> None:
    amount = sum(len(cell.source) for cell in cells if cell.cell_type == "code")
    if amount > _MOST_CODE:
        raise NotebookError(
            f"{name} holds {amount / 1e6:.3g} million characters of code, of which at most "
            f"{_MOST_CODE / 1e6:g} million are read: take data and outputs out of its code cells."
        )


def _obstacle(error: OSError | ValueError) -> str:
    code = error.errno if isinstance(error, OSError) else None
    known = {
        errno.ENOENT: "does not exist: check the name and the folder",
        errno.ENOTDIR: "does not exist, since what should be a folder on the way is a file: "
        "check the path",
        errno.EACCES: "may not be read by this user: change its permissions",
        errno.EPERM: "may not be read by this user: change its permissions",
        errno.ELOOP: "is a symbolic link that leads back to itself: hand in the file itself",
        errno.ENAMETOOLONG: "does not exist, its name is too long: check the name",
        errno.EISDIR: "is a folder: name the .ipynb file in it",
    }
    if code in known:
        return known[code]
    return f"could not be read ({os.strerror(code) if code else error}): try again"


def _cells(document: dict[str, Any], name: str, notices: list[str]) -> Iterator[RawCell]:
    for index, cell in enumerate(_cell_list(document, name)):
        number = index + 1
        if not isinstance(cell, dict):
            notices.append(f"Cell {number} is not a cell and was passed over.")
            continue
        cell_type = _cell_type(cell)
        if cell_type is None:
            notices.append(f"Cell {number} has no known type and was taken for plain text.")
        source = _source(cell)
        if source is None:
            notices.append(f"Cell {number} holds no text and was taken for empty.")
        identity = cell.get("id")
        yield RawCell(
            index,
            cell_type or "raw",
            source or "",
            _mapping(cell.get("metadata")),
            identity if isinstance(identity, str) else None,
        )


def _cell_list(document: dict[str, Any], name: str) -> list[Any]:
    if "cells" not in document and "worksheets" in document:  # formats 2 and 3
        sheets = document["worksheets"]
        lists = (
            [_mapping(sheet).get("cells") for sheet in sheets]
            if isinstance(sheets, list)
            else [None]
        )
    elif "cells" in document:
        lists = [document["cells"]]
    else:
        raise NotebookError(
            f"{name} is JSON but not a notebook (it has no cells): hand in the .ipynb file itself."
        )
    found = [cells for cells in lists if isinstance(cells, list)]
    if len(found) < len(lists):
        raise NotebookError(
            f"{name} is damaged, its cells are not a list: open it in JupyterLab and save it "
            "again, or download it anew."
        )
    return [cell for cells in found for cell in cells]


def _cell_type(cell: dict[str, Any]) -> str | None:
    found = cell.get("cell_type")
    if found is None and not _CODE_KEYS.isdisjoint(cell):
        return "code"
    if not isinstance(found, str):
        return None
    return found if found in _CELL_TYPES else _OLD_CELL_TYPES.get(found)


def _source(cell: dict[str, Any]) -> str | None:
    source = cell.get("source", cell.get("input"))  # code is "input" in format 3
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        # By the format each line ends in a line break; some programs leave all of them out.
        lost = len(source) > 1 and not any(line.endswith("\n") for line in source[:-1])
        source = ("\n" if lost else "").join(source)
    if not isinstance(source, str):
        return None
    # Half of a surrogate pair is valid in JSON but in no encoding that text is sent in.
    source = source.encode("utf-8", "replace").decode("utf-8")
    return source.replace("\r\n", "\n").replace("\r", "\n")


def _remarks(document: dict[str, Any], cells: tuple[RawCell, ...]) -> Iterator[str]:
    version = document.get("nbformat", _NEWEST_FORMAT)
    if isinstance(version, int) and version > _NEWEST_FORMAT:
        yield f"The notebook says it has format {version} and was read as format 4."
    if "cells" not in document:
        yield "The notebook was saved in an old format and was read as format 4."
    identities = [cell.id for cell in cells if cell.id is not None]
    if len(set(identities)) < len(identities):
        yield "Several cells share an id, as happens when cells are copied; that does no harm."


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
