"""What `expect` says of values whose parts are of kinds that nobody thought of."""

import numpy as np
import pytest

from autograder.grading import expect
from autograder.grading.outcomes import CheckFailed

NOTHING, TWO = np.zeros((0, 3)), np.array([1.0, 2.0])


@pytest.mark.parametrize(
    "found",
    [
        {"loss": NOTHING},
        {"loss": TWO},
        {"loss": [TWO, TWO]},
        {"loss": None},
        {"loss": 2.0, "more": TWO},
        {2.0: "loss"},
        {},
        [("loss", 2.0)],
    ],
    ids=repr,
)
def test_a_dictionary_of_anything_else_is_told_apart(found):
    with pytest.raises(CheckFailed, match="is not what it should be"):
        expect(found).equals({"loss": 2.0})


@pytest.mark.parametrize("found", [{"loss": 2.0}, {"loss": np.float32(2)}, {"loss": np.array(2.0)}])
def test_a_dictionary_of_the_same_number_equals(found):
    expect(found).equals({"loss": 2.0})


def test_dictionaries_of_arrays_are_compared_element_by_element():
    expect({"a": TWO, "b": [NOTHING]}).equals({"b": [NOTHING.copy()], "a": TWO.copy()})
    with pytest.raises(CheckFailed):
        expect({"a": TWO, "b": [NOTHING]}).equals({"b": [NOTHING], "a": TWO + 1})


@pytest.mark.parametrize("nothing", [[], (), NOTHING, [[]]], ids=repr)
def test_of_no_numbers_nothing_is_true(nothing):
    with pytest.raises(CheckFailed, match=r"^Your result is empty: there is no number in it\.$"):
        expect(nothing).is_finite()
    with pytest.raises(CheckFailed, match=r"^Some are negative\.$"):
        expect(nothing).is_true("Some are negative.")


def test_numbers_and_what_holds_of_them_all():
    expect(TWO).is_finite()
    expect(TWO > 0).is_true("Some are negative.")
    for one_of_two in (TWO > 1, [True, False]):
        with pytest.raises(CheckFailed, match=r"^Some are at most one\.$"):
            expect(one_of_two).is_true("Some are at most one.")
    with pytest.raises(CheckFailed, match="contains NaN or infinity"):
        expect([1.0, np.inf]).is_finite()
