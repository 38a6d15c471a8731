"""What a class's results say about its checks."""

import numpy as np
import pytest

from autograder.reports.statistics import FEWEST, histogram, items, symptoms
from tests.reports import examples


def graded(*outcomes, message="It is wrong.", **changed):
    checks = [
        examples.check(f"test_{n}", outcome=o, message=message if o != "passed" else "")
        for n, o in enumerate(outcomes)
    ]
    return examples.result(checks=checks, **changed)


def test_discrimination_is_the_correlation_with_the_points_of_all_other_checks():
    results = examples.a_class(30).results
    for place, item in enumerate(items(results)):
        passed = [r.checks[place].outcome == "passed" for r in results]
        rest = [r.score - r.checks[place].score for r in results]
        assert item.passed == sum(passed)
        assert item.rate == pytest.approx(np.mean(passed))
        assert item.discrimination == pytest.approx(np.corrcoef(passed, rest)[0, 1])


def test_where_a_correlation_says_nothing_none_is_given():
    few = [graded("passed", "failed"), graded("failed", "passed")]
    assert [item.discrimination for item in items(few)] == [None, None]
    alike = [graded("passed", "passed")] * FEWEST
    assert [item.discrimination for item in items(alike)] == [None, None]


def test_a_check_that_broke_by_our_fault_is_not_held_against_the_class():
    (item, _) = items([graded("errored", "passed"), graded("passed", "passed")])
    assert (item.passed, item.tried) == (1, 1)


def test_sentences_that_differ_in_numbers_and_places_are_one_symptom():
    said = [
        "The loss is 0.25 (cell 3, line 4: `x = 1`).",
        "The loss is 1e-7 (cell 9, line 1: `y`).",
    ]
    results = [
        graded("failed", "failed", message=text, submission=f"{n}.ipynb")
        for n, text in enumerate(said)
    ]
    (symptom,) = symptoms(results)
    assert symptom.submissions == ("0.ipynb", "1.ipynb")
    assert symptom.message == said[0]


def test_the_commonest_symptom_comes_first_and_counts_each_submission_once():
    results = [graded("failed", "failed", message="Rare.", submission="a")]
    results += [graded("failed", message="Common.", submission=name) for name in "bc"]
    assert [(s.message, len(s.submissions)) for s in symptoms(results)] == [
        ("Common.", 2),
        ("Rare.", 1),
    ]


def test_what_waits_for_something_that_failed_is_no_symptom_of_its_own():
    told = [s.message for s in symptoms([graded("failed", "blocked", message="Wrong.")])]
    assert told == ["Wrong."]
    waiting = graded("blocked", "blocked", message="It is not written yet.")
    assert [len(s.submissions) for s in symptoms([waiting])] == [1]


def test_full_marks_are_in_the_last_bar_and_none_in_the_first():
    results = [graded("passed", "passed"), graded("failed", "failed"), graded("passed", "failed")]
    assert histogram(results) == [1, 0, 0, 0, 0, 1, 0, 0, 0, 1]
