"""Checks in the student's own notebook: the same files, the same words, a live namespace."""

import sys

import numpy as np
import pytest

from autograder.errors import UsageError
from autograder.grading import gradient, tensor
from autograder.grading.remote import Student
from autograder.live.run import run_public
from autograder.live.side import LiveSide

RIGHT = "import tensorflow as tf\ndef mean_square(x):\n    return tf.reduce_mean(x ** 2)"
SUMMED = RIGHT.replace("reduce_mean", "reduce_sum")


def names(code):
    namespace = {}
    exec(code, namespace)
    return namespace


def test_a_right_answer_passes(folder):
    (result,) = run_public("mean_square", names(RIGHT), folder)
    assert result.outcome == "passed"


def test_a_wrong_answer_is_told_its_symptom(folder):
    (result,) = run_public("mean_square", names(SUMMED), folder)
    assert "summed rather than averaged" in result.message
    assert result.hint == "Which comes first, square or mean?"


def test_without_a_name_all_exercises_are_checked(folder):
    results = run_public(None, names(RIGHT), folder)
    assert [r.exercise for r in results] == ["double", "mean_square"]
    assert [r.outcome for r in results] == ["blocked", "passed"]


@pytest.mark.parametrize("code", [RIGHT, SUMMED, "", "def mean_square(x):\n    return None"])
def test_the_notebook_and_the_sandbox_agree(folder, grade, code):
    live = run_public("mean_square", names(code), folder)
    sandboxed = [c for c in grade(code).checks if c.id == "test_mean_of_squares"]
    assert [c.outcome for c in live] == [c.outcome for c in sandboxed]


def test_a_gradient_may_be_asked_for_with_tensors_or_arrays():
    side = LiveSide(names("def product(x, y): return x * y"))
    product = Student(side).product
    x, y = np.array([1.0, 2.0]), np.array([5.0, 7.0])
    for y_given in (y, tensor(y)):
        assert gradient(product, tensor(x), y_given, wrt=1).tolist() == [1.0, 2.0]


def test_an_unknown_exercise_or_a_missing_file_is_one_clear_sentence(folder, tmp_path):
    with pytest.raises(UsageError, match="no check of 'mean_sqare'; did you mean 'mean_square'"):
        run_public("mean_sqare", {}, folder)
    with pytest.raises(UsageError, match="no check of 'x'; it has those of double, mean_square"):
        run_public("x", {}, folder)
    with pytest.raises(UsageError, match=r"no test_public\.py"):
        run_public("mean_square", {}, tmp_path)


def test_checks_that_do_not_load_are_one_clear_sentence(folder):
    (folder / "test_public.py").write_text("import no_such_library", encoding="utf-8")
    with pytest.raises(UsageError, match=r"do not load: .*No module named 'no_such_library'"):
        run_public("mean_square", {}, folder)


def test_checks_that_were_replaced_are_read_anew(folder):
    tests = folder / "test_public.py"
    assert run_public("double", {}, folder)[0].title == "Doubles a number"
    tests.write_text(tests.read_text().replace("Doubles a number", "Gives twice as much"))
    assert run_public("double", {}, folder)[0].title == "Gives twice as much"
    assert "test_public" not in sys.modules


def test_the_stop_button_stops_all_checks_at_once(folder):
    code = "def double(x): raise KeyboardInterrupt"
    with pytest.raises(KeyboardInterrupt):
        run_public(None, names(code), folder)


def test_what_the_student_prints_comes_out(folder, capsys):
    run_public("double", names("def double(x):\n    print('here', x)\n    return x"), folder)
    assert "here 21" in capsys.readouterr().out
