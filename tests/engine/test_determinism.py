"""The same submission with the same seed gets the same result, however many are graded at once."""

import pytest

from autograder.course import load, release
from autograder.engine.executors import LocalExecutor, do_all
from autograder.engine.jobs import Job

TIMES = 20
SEED = 7
REFERENCE = '''\
# ---
# jupyter:
#   autograder: {assignment: trained}
#   jupytext: {text_representation: {extension: .py, format_name: percent}}
#   kernelspec: {display_name: Python 3, language: python, name: python3}
# ---
# %% tags=["setup"]
import keras

from autograder import check
# %% exercise="build"
def build():
    """A network of two layers with dropout, compiled."""
    ### BEGIN SOLUTION
    layers = [keras.layers.Dense(16, "relu"), keras.layers.Dropout(0.3), keras.layers.Dense(1)]
    model = keras.Sequential(layers)
    model.compile("adam", "mse")
    return model
    ### END SOLUTION
# %% check="build"
check("build")
'''
GRADER = '''\
import numpy as np
from autograder.grading import check, expect


@check(points=3, exercise="build", timeout=60)
def test_learns_a_product(student, rng):
    """Learns a product"""
    x = rng.normal(size=(256, 2)).astype("float32")
    y = x[:, :1] * x[:, 1:]
    model = student.build()
    model.fit(x, y, epochs=8, batch_size=16, verbose=0)
    error = np.mean((np.asarray(model(x)) - y) ** 2)
    expect(error, "the error").at_most(0.6, measure="error")


@check(points=2, exercise="build")
def test_half_of_the_students_are_lucky(student, rng):
    """Draws a number"""
    expect(rng.uniform()).at_most(0.5, measure="luck")
'''


@pytest.fixture
def course(tmp_path):
    for name, text in {
        "course.toml": "",
        "solutions/trained/trained.py": REFERENCE,
        "graders/trained/test_public.py": GRADER,
    }.items():
        path = tmp_path / "course" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    found = load(tmp_path / "course")
    release(found.assignment("trained"))
    return found


def what_counts(result):
    """Everything of a result but its times."""
    return result.score, [
        (check.id, check.outcome, check.message, check.score, check.measures)
        for check in result.checks
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_twenty_gradings_are_the_same_to_the_last_bit(course, isolating, jobs):
    reference = course.root / "solutions/trained/trained.ipynb"
    paths = [course.root / f"{number}.ipynb" for number in range(TIMES)]
    for path in paths:
        path.write_bytes(reference.read_bytes())
    wanted = [Job(str(path), str(course.root), "trained", SEED, anew=True) for path in paths]
    with LocalExecutor(course, isolating, jobs) as executor:
        found = [what_counts(answer.result) for _, answer in do_all(executor, wanted)]
    assert len(found) == TIMES
    assert found == found[:1] * TIMES
    assert found[0][1][0][4]["error"].value > 0


def test_another_seed_gives_other_numbers(course, isolating):
    reference = str(course.root / "solutions/trained/trained.ipynb")
    jobs = [Job(reference, str(course.root), "trained", seed) for seed in (1, 2)]
    with LocalExecutor(course, isolating, 1) as executor:
        first, second = (
            answer.result.checks[0].measures["error"].value for _, answer in do_all(executor, jobs)
        )
    assert first != second
