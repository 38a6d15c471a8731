"""Read a notebook file as students leave it: old, damaged, or not a notebook at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import NotebookError
from autograder.notebook.disk import contents
from autograder.notebook.document import parse
from autograder.notebook.wording import cells_listed

MAX_BYTES = 50 * 2**20

# The longest real notebooks have a tenth of these.
_MOST_CODE = 2_000_000  # characters
_MOST_CELLS = 5_000

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
    document, notices = parse(contents(path, name, max_bytes), name)
    # nbformat would upgrade format 3 too, but stops at a missing key that costs us nothing,
    # logs what it finds invalid, and draws cell ids at random.
    cells = tuple(_cells(document, name, notices))
    _check_amount(cells, name)
    notices += _remarks(document, cells)
    return RawNotebook(path, cells, _mapping(document.get("metadata")), tuple(notices))


def _check_amount(cells: tuple[RawCell, ...], name: str) -> None:
    amount = sum(len(cell.source) for cell in cells if cell.cell_type == "code")
    if amount > _MOST_CODE:
        raise NotebookError(
            f"{name} holds {amount / 1e6:.3g} million characters of code, of which at most "
            f"{_MOST_CODE / 1e6:g} million are read: take data and outputs out of its code cells."
        )


def _cells(document: dict[str, Any], name: str, notices: list[str]) -> Iterator[RawCell]:
    odd: dict[str, list[int]] = {}
    for index, cell in enumerate(_cell_list(document, name)):
        if not isinstance(cell, dict):
            odd.setdefault("not a cell, and passed over", []).append(index + 1)
            continue
        cell_type, source, identity = _cell_type(cell), _source(cell), cell.get("id")
        if cell_type is None:
            odd.setdefault("of an unknown type, and taken for text", []).append(index + 1)
        if source is None:
            odd.setdefault("without text, and taken for empty", []).append(index + 1)
        yield RawCell(
            index,
            cell_type or "raw",
            source or "",
            _mapping(cell.get("metadata")),
            identity if isinstance(identity, str) else None,
        )
    for what, numbers in odd.items():
        notices.append(f"{cells_listed(numbers)}: {what}.")


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
    cells = [cell for cells in found for cell in cells]
    if len(cells) > _MOST_CELLS:
        raise NotebookError(
            f"{name} has {len(cells):,} cells, of which at most {_MOST_CELLS:,} are read: take out "
            "what does not belong to the exercises."
        )
    return cells


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
    language = _language(document)
    if language and not re.match(r"i?python", language, re.I):
        yield f"The notebook says that its language is {language}; it was read as Python."
    identities = [cell.id for cell in cells if cell.id is not None]
    if len(set(identities)) < len(identities):
        yield "Several cells share an id, as happens when cells are copied; that does no harm."


def _language(document: dict[str, Any]) -> str:
    metadata = _mapping(document.get("metadata"))
    kernel = _mapping(metadata.get("kernelspec")).get("language")
    found = kernel or _mapping(metadata.get("language_info")).get("name")
    return "".join(c for c in found if c.isprintable())[:20] if isinstance(found, str) else ""


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
