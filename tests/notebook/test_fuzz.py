"""Whatever the bytes, reading ends in a notebook or in one sentence."""

import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.errors import NotebookError
from autograder.notebook import read, split

FOLDER = Path(__file__).parents[1] / "notebooks"
WHOLE = (FOLDER / "magics_everywhere.ipynb").read_bytes()
BOOK: dict[str, Any] = json.loads(WHOLE)
STUB = read(FOLDER / "stub" / "rmse_loss.ipynb")
EXERCISES = ("my_rmse", "my_huber", "HuberLoss", "fit_line")

fuzz = settings(
    deadline=None,
    max_examples=300,
    # one folder for all examples is meant: each writes the same file anew
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
KEYS = st.sampled_from(["cell_type", "source", "metadata", "cells", "nbgrader", "tags", "input"])
VALUES = st.recursive(
    LEAVES | st.sampled_from(["code", "markdown", "setup", "def my_rmse(): pass", "!ls"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def takes(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    try:
        raw = read(path)
    except NotebookError as error:
        sentence = str(error)
        assert sentence.startswith(path.name)
        assert sentence.endswith(".")
        assert "\n" not in sentence
        return
    notebook = split(raw, STUB, EXERCISES)
    assert len({cell.index for cell in notebook.cells}) == len(notebook.cells)
    for cell in notebook.cells:
        cell.source.encode()
        cell.code.encode()
        assert cell.problem or cell.code.count("\n") == cell.source.count("\n")


@fuzz
@given(data=st.binary(max_size=200))
def test_arbitrary_bytes(tmp_path: Path, data: bytes):
    takes(tmp_path / "any.ipynb", data)


@fuzz
@given(data=st.data())
def test_a_notebook_with_bytes_changed(tmp_path: Path, data: st.DataObject):
    mutated = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(mutated) - 1))
        length = data.draw(st.sampled_from([0, 1, 1, 8, 200]))
        mutated[at : at + length] = data.draw(st.binary(max_size=4))
    takes(tmp_path / "mutated.ipynb", bytes(mutated))


@fuzz
@given(end=st.integers(0, len(WHOLE)))
def test_a_notebook_cut_off_anywhere(tmp_path: Path, end: int):
    takes(tmp_path / "cut.ipynb", WHOLE[:end])


@fuzz
@given(text=st.sampled_from(["utf-16", "utf-16-le", "utf-32", "latin-1"]), end=st.integers(0, 900))
def test_other_encodings_cut_off_anywhere(tmp_path: Path, text: str, end: int):
    encoded = WHOLE.decode().encode(text, "replace")
    takes(tmp_path / "cut.ipynb", encoded[: len(encoded) - end])


@fuzz
@given(data=st.data())
def test_a_notebook_with_values_changed(tmp_path: Path, data: st.DataObject):
    book = json.loads(WHOLE)
    for _ in range(data.draw(st.integers(1, 5))):
        place: Any = book
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            if not keys:
                break
            key = data.draw(st.sampled_from(keys))
            if isinstance(place[key], dict | list) and data.draw(st.integers(0, 4)):
                place = place[key]
                continue
            place[key] = data.draw(VALUES)
            break
    takes(tmp_path / "changed.ipynb", json.dumps(book).encode())


@fuzz
@given(value=VALUES)
def test_any_json(tmp_path: Path, value: object):
    takes(tmp_path / "any.ipynb", json.dumps(value).encode())
    takes(tmp_path / "any.ipynb", json.dumps({"cells": value}).encode())
    takes(tmp_path / "any.ipynb", json.dumps({"cells": [value]}).encode())
