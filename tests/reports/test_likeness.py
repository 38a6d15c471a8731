"""Answers that are nearly the same, and those that only look so."""

import os
import subprocess
import sys
from collections import Counter

from autograder.course import load
from autograder.reports.likeness import compare, usual

STUB = '''def huber(threshold):
    """A loss that is a square for small errors and a straight line for large ones.

    >>> huber(1.0)([0.0], [3.0])
    """
    raise NotImplementedError
'''
ANSWER = '''def huber(threshold):
    """A loss that is a square for small errors and a straight line for large ones.

    >>> huber(1.0)([0.0], [3.0])
    """
    def loss(y_true, y_pred):
        error = tf.abs(y_true - y_pred)
        small = error <= threshold
        square = tf.square(error) / 2
        line = threshold * (error - threshold / 2)
        return tf.reduce_mean(tf.where(small, square, line))
    return loss
'''
RENAMED = (
    ANSWER.replace("error", "e").replace("square =", "q =").replace("square,", "q,")
    .replace("def loss", "# my own idea\n    def inner").replace("return loss", "return inner")
    .replace("    ", "  ")
)  # fmt: skip
OTHER = """def huber(threshold):
    class Loss(keras.losses.Loss):
        def call(self, y_true, y_pred):
            d = y_pred - y_true
            inside = keras.ops.clip(d, -threshold, threshold)
            return keras.ops.mean(inside * (2 * d - inside), axis=-1) * 0.5
    return Loss()
"""


def groups(answers, stubs=None):
    given = {name: {"huber": code} for name, code in answers.items()}
    return compare(given, stubs or {}, ["huber"])


def test_another_name_another_layout_and_a_comment_do_not_hide_a_copy():
    found = groups({"a": ANSWER, "b": RENAMED, "c": OTHER}, {"huber": STUB})
    (group,) = found.groups
    assert group.submissions == ("a", "b")
    assert group.likeness > 0.9


def test_answers_that_are_written_in_another_way_are_no_group():
    assert groups({"a": ANSWER, "c": OTHER}).groups == ()


def test_what_the_stub_gave_counts_for_nothing():
    long_stub = STUB.replace("raise NotImplementedError", OTHER.replace("\n", "\n    "))
    answers = {"a": long_stub + "\nx = 1", "b": long_stub + "\nz = 3"}
    assert groups(answers).groups != ()
    assert groups(answers, {"huber": long_stub}).groups == ()


def test_short_answers_are_not_compared_and_that_is_said():
    found = groups({"a": "huber = 1", "b": "huber = 1"})
    assert found.groups == ()
    assert found.short == ("huber",)


def test_a_way_to_write_it_that_a_third_of_a_class_takes_is_the_usual_one():
    (group,) = groups({**{str(n): ANSWER for n in range(4)}, "c": OTHER}).groups
    assert usual(group, Counter(huber=12))
    assert not usual(group, Counter(huber=13))
    assert not usual(group, Counter(huber=5)), "too small a class to know"


def test_the_same_class_gives_the_same_groups_in_every_process():
    code = (
        "from tests.reports.test_likeness import *;"
        "print(groups({'a': ANSWER, 'b': RENAMED, 'c': OTHER}, {'huber': STUB}))"
    )
    said = {
        subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed},
                       capture_output=True, text=True, check=True).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(said) == 1


def test_of_this_courses_answers_only_those_that_say_the_same_are_alike():
    """The variants of an exercise are right and written in ways that differ on purpose."""
    assignment = load().assignment("rmse_loss")
    answers: dict[str, dict[str, str]] = {}
    for variant in assignment.variants():
        answers[variant.path.stem] = {variant.exercise: variant.code}
    found = compare(answers, {}, list(assignment.exercises))
    assert [group.submissions for group in found.groups] == []


def test_of_a_very_large_class_the_first_different_answers_are_compared_and_it_is_said(
    monkeypatch,
):
    monkeypatch.setattr("autograder.reports.likeness.MOST", 2)
    found = groups({"a": ANSWER, "b": OTHER, "c": RENAMED, "d": ANSWER}, {"huber": STUB})
    assert [group.submissions for group in found.groups] == [("a", "d")]
    assert found.many == ("huber",)
