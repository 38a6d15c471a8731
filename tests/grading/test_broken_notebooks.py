"""Every broken notebook of `tests/notebooks`, through the real graders of `rmse_loss`."""

import tomllib
from pathlib import Path

import pytest

from autograder.engine.jobs import Graded, Job, Refused

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "notebooks"
EXPECTED = tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"))
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))

# Only `my_rmse` is looked at here, to keep it quick. These notebooks do not answer it, and this is
# what their students read; all others answer it rightly and lose nothing by being broken.
WITHOUT_MY_RMSE = {
    "conflict_inside_a_cell": "Git left a merge conflict in cell 4",
    "name_misspelt": "The notebook does not define my_rmse.",
    "none_left_in_place": "is None: is a `return` missing?",
    "unanswered": "my_rmse is not written yet",
    "zero_byte_in_a_cell": "Cell 4 is not valid Python",
}


def test_there_are_enough_of_them():
    assert len(NOTEBOOKS) >= 25


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_graded_or_refused_in_one_sentence(path, executor):
    job = Job(str(path), str(ROOT), exercises=("my_rmse",))
    answer = executor.submit(job).result()
    sentence = EXPECTED.get(path.stem, {}).get("error")
    if sentence is not None:
        assert isinstance(answer, Refused)
        assert answer.fault == "submission"
        assert answer.reason.endswith(sentence)
        assert "Traceback" not in answer.reason
    else:
        assert isinstance(answer, Graded), answer
        assert not answer.result.errored
        if path.stem in WITHOUT_MY_RMSE:
            assert answer.result.score == 0
            assert WITHOUT_MY_RMSE[path.stem] in answer.result.summary
        else:
            assert answer.result.score == answer.result.max_score, answer.result.summary
