"""Energy efficiency: 768 simulated buildings, and what it takes to heat and to cool them.

    from autograder.datasets import energy
    buildings = energy.read("ENB2012_data.xlsx")     # buildings.features, buildings.loads

By A. Tsanas and A. Xifara (2012, https://doi.org/10.24432/C51307, licence CC BY 4.0): twelve
shapes of the same volume, with windows of several sizes on several sides, in Athens.

| column | what | unit | range |
|---|---|---|---|
| X1 | relative compactness | – | 0.62 – 0.98 |
| X2 | surface area | m² | 514.5 – 808.5 |
| X3 | wall area | m² | 245 – 416.5 |
| X4 | roof area | m² | 110.25 – 220.5 |
| X5 | overall height | m | 3.5 or 7 |
| X6 | orientation | – | 2, 3, 4 or 5 |
| X7 | glazing area, as a share of the floor | – | 0, 0.1, 0.25 or 0.4 |
| X8 | how the glazing is distributed | – | 0 to 5 |
| Y1 | heating load | kWh/m² | 6.01 – 43.1 |
| Y2 | cooling load | kWh/m² | 10.9 – 48.03 |
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]

FEATURES = tuple(f"X{number}" for number in range(1, 9))
LOADS = ("Y1", "Y2")

HOME = "https://archive.ics.uci.edu/dataset/242/energy+efficiency"
# of ENB2012_data.xlsx, 76,189 bytes
SHA256 = "0089fcffc1415e41e2ff63730cca5280efe54fc43d722dfde1b0aaa808e35dc4"

# A workbook is a zip of XML files. Its first sheet is this one wherever Excel has saved it.
_SHEET, _STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LARGEST = 16 * 2**20  # bytes of XML; the published sheet has 0.4 MiB


class Buildings(NamedTuple):
    """What buildings are like and what they need, in the same order.

    Attributes:
        features: float64 array (n, 8), the columns X1 to X8.
        loads: float64 array (n, 2), heating and cooling load in kWh/m².
    """

    features: Array
    loads: Array


def read(path: str | Path, any_file: bool = False) -> Buildings:
    """The buildings in the workbook that UCI publishes, `ENB2012_data.xlsx`.

    Its sha256 is `SHA256`. Nothing has to be installed for it: the little of the xlsx format
    that such a table needs is read here. Below the 768 buildings the sheet has rows that are
    formatted and empty, which are left out.

    Args:
        path: the workbook.
        any_file: read another workbook with the same columns as well.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: it is not the published file, or no workbook of its form.
    """
    path = Path(path)
    content = _published(path, any_file)
    try:
        header, *rows = _rows(content)
        order = [header.index(name) for name in FEATURES + LOADS]
        table = np.array([[_number(row[column]) for column in order] for row in rows])
    except _UNFIT as error:
        raise ValueError(
            f"{path} cannot be read as a workbook whose first sheet has numbers in the columns"
            f" X1 to X8, Y1 and Y2 ({type(error).__name__}: {error})."
        ) from None
    table = table.reshape(-1, len(order))
    return Buildings(table[:, : len(FEATURES)], table[:, len(FEATURES) :])


# what a file raises that is no zip, no XML, without a sheet, or with other cells than expected
_UNFIT = (zipfile.BadZipFile, ElementTree.ParseError, LookupError, TypeError, ValueError)


def _published(path: Path, any_file: bool) -> bytes:
    """The file's content, if it is the published one or any will do."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise FileNotFoundError(f"There is no {path}; get ENB2012_data.xlsx from {HOME}.") from None
    if not any_file and hashlib.sha256(content).hexdigest() != SHA256:
        raise ValueError(
            f"{path} is not the published workbook (its sha256 is another one); get"
            f" ENB2012_data.xlsx from {HOME}, or say any_file=True."
        )
    return content


def _rows(workbook: bytes) -> Iterator[list[str | None]]:
    """The cells of every row of the first sheet that has any, None where one is empty."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        sheet = _xml(archive, _SHEET)
        strings = _xml(archive, _STRINGS) if _STRINGS in archive.namelist() else None
    shared = [] if strings is None else [_text(item) for item in strings.iter(f"{_MAIN}si")]
    width = len(FEATURES + LOADS)
    for row in sheet.iter(f"{_MAIN}row"):
        cells: list[str | None] = [None] * width
        for cell in row.iter(f"{_MAIN}c"):
            # cells that are empty may be left out, so each says where it stands
            if (column := _column(cell.attrib["r"])) < width:
                cells[column] = _value(cell, shared)
        if any(cell is not None for cell in cells):
            yield cells


def _xml(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """One part of a workbook, unless it claims to be larger than any such table is."""
    if (size := archive.getinfo(name).file_size) > _LARGEST:
        raise ValueError(f"{name} has {size:,} bytes, more than such a table needs")
    # expat bounds how far entities may grow, and reads none from elsewhere
    return ElementTree.fromstring(archive.read(name))  # noqa: S314


def _column(reference: str) -> int:
    """0 for "A7", 1 for "B7", 26 for "AA7"."""
    letters = re.fullmatch(r"([A-Z]{1,3})\d+", reference)
    if letters is None:
        raise ValueError(f"a cell is said to stand at {reference[:20]!r}")
    number = 0
    for letter in letters[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: ElementTree.Element, shared: list[str]) -> str | None:
    """What a cell shows: strings lie in the sheet itself, or in a list beside it."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell)
    value = cell.findtext(f"{_MAIN}v")
    return shared[int(value)] if kind == "s" and value is not None else value


def _text(item: ElementTree.Element) -> str:
    return "".join(part.text or "" for part in item.iter(f"{_MAIN}t"))


def _number(cell: str | None) -> float:
    if cell is None or not np.isfinite(number := float(cell)):
        raise ValueError(f"a cell holds {cell!r} where a number belongs")
    return number
