"""Trained weights that come with a notebook: used when they fit, and never opened by the grader."""

import os
import shutil
import zipfile

import numpy as np
import pytest

import autograder
from autograder.course import load, release
from autograder.engine.executors import LocalExecutor
from autograder.engine.jobs import Job
from autograder.notebook import beside

REFERENCE = '''\
# ---
# jupyter:
#   autograder: {assignment: line}
#   jupytext: {text_representation: {extension: .py, format_name: percent}}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---
# %% tags=["setup"]
import keras

from autograder import check
# %% exercise="build"
def build():
    """A line."""
    ### BEGIN SOLUTION
    return keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, name="line")])
    ### END SOLUTION
# %% check="build"
check("build")
'''
GRADER = '''\
import numpy as np
from autograder.grading import check, expect


@check(points=3, exercise="build", timeout=60)
def test_knows_the_line(student, weights):
    """Knows the line"""
    model = student.build()
    weights.into(model)
    x = np.array([[0.0], [1.0]], "float32")
    expect(model(x)).close_to(np.array([[5.0], [7.0]]), rtol=1e-5)


@check(points=1, exercise="build")
def test_has_three_layers_or_fewer(student):
    """Is small"""
    expect(len(student.build().layers) <= 3).is_true("It has too many layers.")
'''
BUILD = "import keras\ndef build():\n    return keras.Sequential([{layers}])"
LINE = BUILD.format(layers="keras.Input((1,)), keras.layers.Dense(1, name='line')")
OVERFLOWING = 3 * 2**20


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = tmp_path_factory.mktemp("line")
    for name, text in {
        "course.toml": "[limits]\nweights_mb = 2\n",
        "solutions/line/line.py": REFERENCE,
        "graders/line/test_public.py": GRADER,
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    release(load(root).assignment("line"))
    return root


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Weights of the line 2x + 5, as Keras and NumPy save them."""
    import keras

    folder = tmp_path_factory.mktemp("weights")
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, name="line")])
    model.set_weights([np.array([[2.0]]), np.array([5.0])])
    model.save_weights(folder / "right.weights.h5")
    model.save(folder / "right.keras")
    np.savez(folder / "right.npz", *model.get_weights())
    np.savez(folder / "wide.npz", np.ones((1, 4)), np.ones(4))
    np.savez(folder / "objects.npz", np.array([{}, []], dtype=object))
    (folder / "text.keras").write_text("no archive")
    with zipfile.ZipFile(folder / "large.npz", "w") as archive:
        archive.writestr("arr_0.npy", bytes(OVERFLOWING))
    with zipfile.ZipFile(folder / "bomb.npz", "w", zipfile.ZIP_DEFLATED) as archive:
        header = b"\x93NUMPY\x01\x00v\x00" + (
            b"{'descr': '|u1', 'fortran_order': False, 'shape': (900000000,), }".ljust(117) + b"\n"
        )
        archive.writestr("arr_0.npy", header + bytes(900_000_000))
    return folder


@pytest.fixture(scope="module")
def grading(course, isolating, own_cache):
    with LocalExecutor(load(course), isolating, jobs=1) as local:
        yield local


@pytest.fixture
def graded(course, grading, files, notebook, tmp_path):
    """`graded(weights)`: the result of a line with these weights beside it."""

    def run(weights, code=LINE, name="work", seed=None):
        path = notebook(code, name="work.ipynb")
        if weights:
            shutil.copy(files / weights, tmp_path / f"{name}.{weights.partition('.')[2]}")
        return grading.submit(Job(str(path), str(course), "line", seed)).result().result

    return run


def remarks(result):
    """What is said of the weights."""
    return [notice for notice in result.notices if "used" in notice]


@pytest.mark.parametrize("weights", ["right.weights.h5", "right.keras", "right.npz"])
def test_weights_that_came_with_the_notebook_are_judged(graded, weights):
    result = graded(weights)
    assert (result.score, remarks(result)) == (4, [])
    assert f"work.{weights.partition('.')[2]} came with the notebook." in result.notices


def test_without_weights_the_check_does_as_it_would(graded):
    assert graded(None).score == 1


def test_other_weights_are_another_submission(graded, tmp_path, files):
    assert graded("right.npz", seed=1).score == 4
    assert graded("right.npz", seed=1).cached
    shutil.copy(files / "wide.npz", tmp_path / "work.npz")
    result = graded(None, seed=1)
    assert (result.cached, result.score) == (False, 1)


def test_weights_that_do_not_fit_fail_the_check_in_a_sentence(graded):
    failed = graded("wide.npz").checks[0]
    assert failed.outcome == "failed"
    assert failed.message.startswith("work.npz does not fit this model (")
    assert failed.message.endswith("or none, and it is trained here.")


def test_pickled_objects_are_not_loaded(graded):
    failed = graded("objects.npz").checks[0]
    assert (failed.outcome, "pickle" in failed.message) == ("failed", True)


def test_an_archive_that_unpacks_without_end_costs_its_own_check_alone(graded):
    checks = graded("bomb.npz").checks
    assert [check.outcome for check in checks] == ["failed", "passed"]


def test_a_model_without_a_way_to_take_weights_is_said_to_be_none(graded):
    result = graded("right.npz", "def build():\n    return lambda x: 2 * x + 5\n")
    assert result.checks[0].message.startswith("work.npz does not fit this model (")


def test_weights_that_cannot_be_used_are_left_out_and_named(graded):
    result = graded("text.keras")
    assert result.score == 1
    assert remarks(result)[0].startswith(
        "The weights were not used: work.keras is not what its name says: save it anew"
    )


def test_weights_above_the_limit_are_left_out(graded):
    assert "larger than the 2 MiB" in remarks(graded("large.npz"))[0]


def test_weights_named_otherwise_are_pointed_out(graded):
    assert remarks(graded("right.npz", name="final")) == [
        "final.npz was not used: weights are named like their notebook, work.npz."
    ]


def test_of_two_files_one_is_used_and_the_other_named(graded, files, tmp_path):
    shutil.copy(files / "wide.npz", tmp_path / "work.npz")
    result = graded("right.keras")
    assert result.score == 4
    assert remarks(result) == ["work.npz was not used, since work.keras came too."]


@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_what_is_no_plain_file_is_not_read(tmp_path, files, kind):
    path = tmp_path / "work.npz"
    if kind == "link":
        path.symlink_to(files / "right.npz")
    elif kind == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    found, notices = beside(tmp_path / "work.ipynb", 1_000)
    assert found is None
    assert notices[0].startswith("The weights were not used: work.npz is a")


def test_a_large_file_arrives_whole(course, tmp_path, notebook):
    import keras

    layers = "keras.Input((1,)), keras.layers.Dense(3_000_000), keras.layers.Dense(1)"
    model = keras.Sequential(
        [keras.Input((1,)), keras.layers.Dense(3_000_000), keras.layers.Dense(1)]
    )
    hidden = np.zeros((3_000_000, 1), np.float32)
    first = np.zeros((1, 3_000_000), np.float32)
    hidden[-1], first[0, -1] = 1, 2
    model.set_weights([first, np.zeros(3_000_000), hidden, np.array([5.0])])
    path = notebook(BUILD.format(layers=layers), name="work.ipynb")
    model.save_weights(tmp_path / "work.weights.h5")
    here = tmp_path / "course"
    shutil.copytree(course, here)
    (here / "course.toml").write_text("")
    result = autograder.grade(path, course=here, assignment="line").results[0]
    assert result.score == 4, result
