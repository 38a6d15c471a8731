import json

import pytest

from autograder.course import compose, reference_notebook, write_notebook
from autograder.errors import UsageError
from autograder.notebook import read


def test_an_answer_takes_the_place_of_one_exercise_only(folder, tmp_path):
    reference = reference_notebook(folder.add("losses"))
    composed = compose(reference, "huber", "def huber(a, b):\n    return 0\n")
    path = write_notebook(composed, tmp_path / "deep/down/huber__zero.ipynb")
    sources = {cell.id: cell.source for cell in read(path).cells}
    assert sources["exercise-huber"] == "def huber(a, b):\n    return 0"
    unchanged = {cell.id: cell.source for cell in reference.cells if cell.id != "exercise-huber"}
    assert {name: sources[name] for name in unchanged} == unchanged


def test_the_reference_itself_stays_as_it_was(folder):
    reference = reference_notebook(folder.add("losses"))
    before = json.dumps(reference)
    compose(reference, "rmse", "rmse = None")
    assert json.dumps(reference) == before


def test_a_composed_notebook_keeps_its_marks(folder, tmp_path):
    composed = compose(reference_notebook(folder.add("losses")), "rmse", "rmse = None")
    raw = read(write_notebook(composed, tmp_path / "x.ipynb"))
    assert raw.metadata["autograder"] == {"assignment": "losses"}
    assert raw.cells[3].metadata["nbgrader"]["grade_id"] == "rmse"


def test_an_exercise_that_the_reference_does_not_have_is_refused(folder):
    with pytest.raises(UsageError, match="no cell of exercise 'mae'"):
        compose(reference_notebook(folder.add("losses")), "mae", "")
