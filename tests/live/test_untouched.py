"""Checks leave the student's process as it was."""

import gc
import random
import sys

import keras
import numpy as np
import pytest
import tensorflow as tf
from tensorflow.python.eager import context

from autograder.errors import UsageError
from autograder.live.run import run_public
from autograder.live.untouched import left_as_it_was

ANSWER = """
import tensorflow as tf, keras
def mean_square(x):
    keras.random.normal((2,)), tf.random.normal((2,)), tf.random.get_global_generator().normal((2,))
    keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    return tf.reduce_mean(x ** 2)
x = [1, 2]
rng = "mine"
"""


@pytest.fixture
def namespace():
    names = {"__name__": "__main__"}
    exec(ANSWER, names)
    return names


def draw():
    """One number from every global generator, and the name of the next layer."""
    return [
        random.random(),
        np.random.rand(),
        tf.random.uniform(()).numpy(),
        tf.random.get_global_generator().uniform(()).numpy(),
        float(keras.random.uniform(())),
        keras.layers.Dense(1).name,
    ]


def begin():
    keras.utils.clear_session()
    keras.utils.set_random_seed(7)
    tf.random.set_global_generator(tf.random.Generator.from_seed(7))
    draw()


def test_every_global_generator_goes_on_as_if_nothing_had_happened(folder, namespace):
    begin()
    expected = [draw(), draw()]
    begin()
    (result,) = run_public("mean_square", namespace, folder)
    assert result.outcome == "passed"
    found = [draw()]
    run_public(None, namespace, folder)
    assert [*found, draw()] == expected


def test_generators_that_nobody_seeded_stay_unseeded():
    context._reset_context()  # as in a new process
    with left_as_it_was():
        keras.utils.set_random_seed(3)
    assert context.context()._seed is None
    assert "_rng" not in vars(context.context())


def test_no_name_is_added_and_none_is_changed(folder, namespace):
    before = dict(namespace)
    run_public(None, namespace, folder)
    assert namespace.keys() == before.keys()
    assert all(namespace[name] is before[name] for name in before)
    assert namespace["x"] == [1, 2]


def test_the_last_error_is_still_the_students(folder, namespace):
    namespace["double"] = lambda x: 1 / 0
    mine = ValueError("mine")
    sys.last_value = mine
    try:
        run_public("double", namespace, folder)
        assert sys.last_value is mine
    finally:
        del sys.last_value
    run_public("double", namespace, folder)
    assert not hasattr(sys, "last_value")


def test_the_collector_looks_at_everything_later(folder):
    namespace, generations, thresholds = {}, [], gc.get_threshold()
    hoarding = "return [[n] for n in range(500_000)] and tf.reduce_mean(x ** 2)"
    exec(ANSWER.replace("return tf.reduce_mean(x ** 2)", hoarding), namespace)
    gc.callbacks.append(lambda phase, about: generations.append(about["generation"]))
    try:
        namespace["mean_square"](tf.constant([1.0]))
        assert 2 in generations
        generations.clear()
        run_public("mean_square", namespace, folder)
        assert generations and 2 not in generations
    finally:
        gc.callbacks.pop()
    assert gc.get_threshold() == thresholds


def test_also_when_a_check_does_not_load(folder):
    (folder / "test_public.py").write_text("import random\nrandom.seed(5)\n1 / 0\n")
    random.seed(1)
    with pytest.raises(UsageError, match="ZeroDivisionError"):
        run_public("double", {}, folder)
    assert random.random() == random.Random(1).random()
