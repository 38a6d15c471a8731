"""A regrade does what has changed and nothing else."""

import shutil

import pytest

import autograder
from autograder.course import load
from autograder.engine.executors import LocalExecutor
from autograder.engine.jobs import Job

RIGHT = (
    "def double(x):\n    return 2 * x",
    "import tensorflow as tf\ndef mean_square(x):\n    return tf.reduce_mean(x ** 2)",
)


@pytest.fixture
def course(small_course, tmp_path):
    shutil.copytree(small_course, tmp_path / "course")
    return tmp_path / "course"


@pytest.fixture
def regrade(course, tmp_path, monkeypatch):
    """`regrade(path)`: its result, and the titles of the checks that were run for it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def grade(path, **options):
        steps = []
        document = autograder.grade(
            path, course=course, on_step=lambda path, step: steps.append(step), **options
        )
        assert not document.failures
        return document.results[0], [step for step in steps if step != "reading"]

    return grade


def test_the_same_code_is_not_graded_again(regrade, notebook):
    first, ran = regrade(notebook(*RIGHT))
    assert (first.cached, len(ran)) == (False, 4)
    again, ran = regrade(notebook("# a comment\n" + RIGHT[0], RIGHT[1], name="other.ipynb"))
    assert (again.cached, ran) == (True, [])
    assert again.submission.endswith("other.ipynb")
    assert (again.score, again.seed, again.checks) == (first.score, first.seed, first.checks)


def test_another_seed_or_no_cache_grades_again(regrade, notebook):
    path = notebook(*RIGHT)
    regrade(path)
    assert regrade(path, seed=3)[0].cached is False
    assert regrade(path, seed=3)[0].cached is True
    assert regrade(path, seed=3, cache=False)[0].cached is False


def test_a_changed_check_alone_is_run_again_with_the_same_seed(regrade, course, notebook):
    path = notebook(*RIGHT)
    first, _ = regrade(path)
    hidden = course / "graders/small/test_hidden.py"
    hidden.write_text(hidden.read_text().replace("2 * x)\n", "3 * x)\n", 1))
    second, ran = regrade(path)
    assert ran == ["Doubles an array"]
    assert (second.cached, second.seed, second.score) == (False, first.seed, first.score - 2)
    assert regrade(path)[0].cached is True


def test_a_check_that_is_gone_is_gone_from_the_result(regrade, course, notebook):
    path = notebook(*RIGHT)
    regrade(path)
    hidden = course / "graders/small/test_hidden.py"
    text = hidden.read_text()
    start = text.index("@check(points=4")
    hidden.write_text(text[:start])
    result, ran = regrade(path)
    assert ran == []
    assert (result.score, result.max_score) == (5, 5)


def test_a_message_that_speaks_of_a_line_is_not_used_when_the_line_has_moved(regrade, notebook):
    wrong = "def double(x):\n    return x.nothing"
    first, _ = regrade(notebook(wrong, RIGHT[1]))
    assert "line 2" in first.checks[0].message
    moved, ran = regrade(notebook("# one more line\n" + wrong, RIGHT[1]))
    assert (moved.cached, len(ran)) == (False, 4)
    assert "line 3" in moved.checks[0].message


def test_what_was_our_fault_is_not_remembered(regrade, course, notebook, monkeypatch):
    path = notebook(*RIGHT)
    hidden = course / "graders/small/test_hidden.py"
    good = hidden.read_text()
    hidden.write_text(good.replace("x = rng.normal(size=5)", "x = open('/nonexistent')"))
    document = autograder.grade(path, course=course)
    assert document.failures
    hidden.write_text(good)
    result, ran = regrade(path)
    assert (result.score, len(ran)) == (9, 4)


def test_a_damaged_entry_is_graded_again(regrade, notebook, tmp_path):
    path = notebook(*RIGHT)
    regrade(path)
    entry = next((tmp_path / "cache").rglob("*.json"))
    entry.write_bytes(entry.read_bytes()[:-2])
    result, ran = regrade(path)
    assert (result.cached, len(ran)) == (False, 4)
    assert regrade(path)[0].cached is True


def test_until_the_first_failure_nothing_after_it_is_run_or_remembered_as_whole(
    course, isolating, notebook, tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = notebook("def double(x):\n    return 42", RIGHT[1])
    with LocalExecutor(load(course), isolating, jobs=1) as executor:

        def graded(**options):
            job = Job(str(path), str(course), seed=1, **options)
            return executor.submit(job).result().result

        def outcomes(result):
            return [(check.id, check.outcome) for check in result.checks]

        first = graded(first_failure=True)
        assert outcomes(first) == [
            ("test_doubles_a_number", "passed"),
            ("test_mean_of_squares", "passed"),
            ("test_doubles_an_array", "failed"),
        ]
        assert graded(first_failure=True).cached
        whole = graded()
        assert (whole.cached, len(whole.checks)) == (False, 4)
        hidden = course / "graders/small/test_hidden.py"
        hidden.write_text(hidden.read_text().replace("2 * x / 5", "3 * x / 5"))
        assert outcomes(graded(first_failure=True)) == outcomes(first)
