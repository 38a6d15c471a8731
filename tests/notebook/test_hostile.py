"""Notebooks made to take for ever: quadratic anything would need hours for these."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.errors import NotebookError
from autograder.notebook import RawCell, RawNotebook, definitions, read, split


@pytest.fixture(autouse=True)
def soon_over() -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < 60


def raw(*sources: str) -> RawNotebook:
    cells = (RawCell(i, "code", source, {}, None) for i, source in enumerate(sources))
    return RawNotebook(Path("n.ipynb"), tuple(cells), {}, ())


def test_a_flood_of_conflict_markers(tmp_path: Path):
    path = tmp_path / "n.ipynb"
    path.write_text("{\n" + "<<<<<<< a\nx\n" * 1_000_000, "utf-8")
    with pytest.raises(NotebookError, match="first at line 2"):
        read(path)


def test_a_script_of_fifty_megabytes(tmp_path: Path):
    path = tmp_path / "n.ipynb"
    path.write_text("import os\n" + "x=1\n" * 12_000_000, "utf-8")
    with pytest.raises(NotebookError, match="is a Python script"):
        read(path)


def test_fifty_megabytes_of_blanks(tmp_path: Path):
    path = tmp_path / "n.ipynb"
    path.write_bytes(b"x" + b" \n" * 26_000_000)
    with pytest.raises(NotebookError, match="is plain text"):
        read(path)


def test_a_hundred_thousand_cells(tmp_path: Path):
    path = tmp_path / "n.ipynb"
    path.write_text(json.dumps({"cells": [{"cell_type": "code"}] * 100_000}), "utf-8")
    with pytest.raises(NotebookError, match="has 100,000 cells, of which at most 5,000 are read"):
        read(path)


def test_thousands_of_copies_of_a_stubs_cell():
    stub = raw("def f():\n    raise NotImplementedError()")
    copies = [stub.cells[0].source] * 4_999
    found = split(raw(*copies, "def f(): return 1"), stub, ["f"])
    assert [cell.kind for cell in found.cells].count("exercise") == 1
    assert len(found.notices) <= 51


def test_thousands_of_definitions_of_one_name():
    found = split(raw(*["def f(): return 1"] * 5_000), None, ["f"])
    assert len(found.notices[0]) < 300
    assert "and others up to cell 5000" in found.notices[0]


def test_a_chain_of_assignments_in_the_worst_order():
    chain = "\n".join(f"a{i} = f(a{i + 1})" for i in reversed(range(10_000)))
    code = chain + "\ndef g(): return a0"
    assert definitions(code) == code


def test_ten_thousand_names_in_thousands_of_cells():
    names = "\n".join(f"def f{i}(): return g{i}" for i in range(4_000))
    found = split(raw(names, *["x = f0"] * 4_000), None, ["f0"])
    assert found.cells[-1].definitions == "x = f0"


def test_magics_in_thousands_of_cells():
    found = split(raw(*["!ls\nx = 1\n" * 40] * 2_000), None, [])
    assert found.cells[0].problem is None
    assert found.cells[-1].problem is not None


@pytest.mark.parametrize(
    "cell", ["a," * 99_000, "x=-1\n" * 39_000, "f(\n" * 66_000, "'''\n" * 50_000, "x?\n" * 66_000]
)
def test_cells_of_the_greatest_length(cell: str):
    assert len(split(raw(*[cell] * 4), None, ["f"]).cells) == 4
