"""Every notebook in tests/notebooks, against expected.toml."""

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.errors import NotebookError
from autograder.notebook import Notebook, RawNotebook, read, split

FOLDER = Path(__file__).parents[1] / "notebooks"
EXPECTED = tomllib.loads((FOLDER / "expected.toml").read_text("utf-8"))
READABLE = [name for name, entry in EXPECTED.items() if "error" not in entry]
EXERCISES = ("my_rmse", "my_huber", "HuberLoss", "fit_line")
USUAL = "setup my_rmse explore my_huber explore HuberLoss explore fit_line explore explore"

# nbformat stops at these, or reads something other than what was written
NOT_FOR_NBFORMAT = {
    "utf8_with_mark",
    "utf16",
    "utf16_without_mark",
    "latin1",
    "padded_with_zeros",
    "outputs_with_nan_and_huge_numbers",
    "nbformat_5",
    "cells_that_are_no_cells",
    "unknown_cell_types",
    "cells_without_source",
    "tabs_inside_strings",
    "lines_without_line_ends",
    "half_a_surrogate_pair",
}


def raw(name: str) -> RawNotebook:
    return read(FOLDER / f"{name}.ipynb")


def notebook(name: str) -> Notebook:
    return split(raw(name), read(FOLDER / "stub" / "rmse_loss.ipynb"), EXERCISES)


def test_every_file_is_expected_and_every_expectation_has_its_file():
    assert {path.stem for path in FOLDER.glob("*.ipynb")} == set(EXPECTED)


def test_the_files_are_what_make_writes(tmp_path: Path):
    subprocess.run([sys.executable, FOLDER / "make.py", tmp_path], check=True)
    made = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*.ipynb")}
    kept = {p.relative_to(FOLDER): p.read_bytes() for p in FOLDER.rglob("*.ipynb")}
    assert made == kept


@pytest.mark.parametrize("name", EXPECTED)
def test_a_file_is_read_or_refused_in_one_sentence(name: str):
    entry: dict[str, Any] = EXPECTED[name]
    if "error" in entry:
        with pytest.raises(NotebookError) as caught:
            raw(name)
        assert str(caught.value) == f"{name}.ipynb {entry['error']}"
        return
    found = notebook(name)
    assert " ".join(c.exercise or c.kind for c in found.cells) == entry.get("kinds", USUAL)
    assert list(found.notices) == entry.get("notices", [])
    problems = {str(cell.index + 1): cell.problem for cell in found.cells if cell.problem}
    assert problems == entry.get("problems", {})


@pytest.mark.parametrize("name", READABLE)
def test_no_line_of_a_cell_moves(name: str):
    for cell in notebook(name).cells:
        lines = cell.source.count("\n")
        assert cell.problem or cell.code.count("\n") == lines
        assert not cell.definitions or cell.definitions.count("\n") == lines


@pytest.mark.parametrize("name", READABLE)
def test_cells_have_different_indices(name: str):
    indices = [cell.index for cell in notebook(name).cells]
    assert len(set(indices)) == len(indices)


@pytest.mark.filterwarnings("ignore")  # nbformat's, about what is missing or invalid
@pytest.mark.parametrize("name", sorted(set(READABLE) - NOT_FOR_NBFORMAT))
def test_what_nbformat_can_read_is_read_the_same(name: str):
    theirs = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    sources = [cell.source for cell in theirs.cells if cell.cell_type == "code"]
    ours = [cell.source for cell in raw(name).cells if cell.cell_type == "code"]
    assert ours == [source.replace("\r\n", "\n") for source in sources]
