"""Overrides beside the results of a real grading: shown, and never overwritten."""

import json
import subprocess
import sys

import pytest


@pytest.fixture
def grade(notebook, small_course, tmp_path):
    """Grades `zoe.ipynb`, whose `double` is right, with results in `out`."""
    made = notebook("def double(x):\n    return 2 * x", name="zoe.ipynb")

    def run(*more):
        return subprocess.run(
            [sys.executable, "-m", "autograder", "grade", str(made), "--course", str(small_course),
             "--out", "out", *more],
            capture_output=True, text=True, cwd=tmp_path, check=False,
        )  # fmt: skip

    return run


def test_a_regrade_keeps_what_people_decided_and_shows_it(grade, tmp_path):
    (tmp_path / "out").mkdir()
    overrides = tmp_path / "out/overrides.csv"
    overrides.write_text("person,check,score,reason,by\nzoe,test_mean_of_squares,1,Nearly,Ito\n")
    before = overrides.read_bytes()
    for more in ((), ("--no-cache",)):
        done = grade(*more)
        assert done.returncode == 0, done.stderr
        assert "3 of 9 points" in done.stdout
        assert "override +1 (test_mean_of_squares): Nearly – Ito" in done.stdout
        assert "counts: 4/9" in done.stdout
        result = json.loads((tmp_path / "out/zoe/result.json").read_text())
        assert result["score"] == 3.0
        assert overrides.read_bytes() == before


def test_a_mistake_in_overrides_is_told_before_anything_is_graded(grade, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out/overrides.csv").write_text("person,points\nzoe,1\n")
    done = grade()
    assert done.returncode == 2
    assert "line 2: it gives no reason" in done.stderr
    assert not (tmp_path / "out/zoe").exists()
