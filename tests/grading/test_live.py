"""Checks in the student's own notebook: the same files, the same words, a live namespace."""

import random
import shutil

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from autograder.errors import UsageError
from autograder.grading import gradient, tensor
from autograder.grading.live import LiveSide, report, run_public
from autograder.grading.remote import Student

RIGHT = "import tensorflow as tf\ndef mean_square(x):\n    return tf.reduce_mean(x ** 2)"
SUMMED = RIGHT.replace("reduce_mean", "reduce_sum")


@pytest.fixture
def folder(small_course, tmp_path):
    """What a student has: the stub and the public checks, and nothing else of the course."""
    return shutil.copytree(small_course / "assignments" / "small", tmp_path / "small")


def names(code):
    namespace = {}
    exec(code, namespace)
    return namespace


def test_a_right_answer_passes(folder):
    (result,) = run_public("mean_square", names(RIGHT), folder)
    assert result.outcome == "passed"
    assert "mean_square: 1 of 1 public checks pass." in report("mean_square", (result,))


def test_a_wrong_answer_is_told_its_symptom_and_hint(folder):
    text = report("mean_square", run_public("mean_square", names(SUMMED), folder))
    assert "✗ Averages the squares" in text
    assert "summed rather than averaged" in text
    assert "Hint: Which comes first, square or mean?" in text


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


def test_the_students_variables_and_random_numbers_are_left_alone(folder):
    namespace = names(RIGHT + "\nx = [1, 2]\nrng = 'mine'")
    before = dict(namespace)
    random.seed(1)
    np.random.seed(1)
    expected = random.Random(1).random(), np.random.RandomState(1).rand()
    run_public("mean_square", namespace, folder)
    assert namespace == before
    assert (random.random(), np.random.rand()) == expected


def test_an_unknown_exercise_or_a_missing_file_is_one_clear_sentence(folder, tmp_path):
    with pytest.raises(UsageError, match="no check of 'mean_sqare'"):
        run_public("mean_sqare", {}, folder)
    with pytest.raises(UsageError, match=r"no test_public\.py"):
        run_public("mean_square", {}, tmp_path)


def test_check_works_in_a_real_kernel(folder):
    """The stub, opened and run as a student would: first as it is, then with an answer."""
    notebook = nbformat.read(folder / "small.ipynb", 4)
    exercise = next(c for c in notebook.cells if "def mean_square" in c.source)
    notebook.cells = [c for c in notebook.cells if "explore cells" not in c.source]
    run(notebook, folder)
    assert "mean_square is not written yet" in printed(notebook)
    exercise.source = SUMMED
    run(notebook, folder)
    assert "summed rather than averaged" in printed(notebook)
    exercise.source = RIGHT
    run(notebook, folder)
    assert "mean_square: 1 of 1 public checks pass." in printed(notebook)


def run(notebook, folder):
    client = NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": folder}}
    )
    client.execute()


def printed(notebook):
    cell = next(c for c in notebook.cells if c.source == 'check("mean_square")')
    return "".join(output.text for output in cell.outputs if output.name == "stdout")
