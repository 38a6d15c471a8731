"""Each usual slip is recognised, and the right answer never is one."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from autograder.grading import expect
from autograder.grading.diagnosis import Comparison, diagnose
from autograder.grading.outcomes import CheckFailed

RNG = np.random.default_rng(3)
TABLE = RNG.normal(size=(4, 5))
POSITIVE = RNG.uniform(0.1, 0.9, size=(4, 5))
ROWS = POSITIVE / POSITIVE.sum(axis=1, keepdims=True)


def symptom(found, expected, slips=None, averaged_over=()):
    comparison = Comparison(np.asarray(found), np.asarray(expected), 1e-4, 1e-6)
    assert not comparison.holds()
    return diagnose(comparison, slips or {}, averaged_over)


@pytest.mark.parametrize(
    ("found", "expected", "said"),
    [
        (-TABLE, TABLE, "wrong sign"),
        (TABLE.T, TABLE, "transposed"),
        (POSITIVE**2, POSITIVE, "before the square root"),
        (np.sqrt(POSITIVE), POSITIVE, "square root of the right one"),
        (np.log(POSITIVE / (1 - POSITIVE)), POSITIVE, "sigmoid at the end is missing"),
        (np.log(ROWS) + 3, ROWS, "softmax at the end is missing"),
        (1 / (1 + np.exp(-TABLE)), TABLE, "sigmoid that does not belong"),
        (TABLE, np.maximum(TABLE, 0), "relu"),
        (TABLE * 3.7, TABLE, "constant factor of about 3.7"),
        (TABLE + 5, TABLE, "plus a constant"),
        (TABLE * 2, TABLE, "twice"),
        (np.full((4, 5), 0.3), TABLE, "same number everywhere"),
        (np.where(TABLE > 1, np.nan, TABLE), TABLE, "NaN"),
        (np.where(TABLE > 1, np.inf, TABLE), TABLE, "infinity"),
        (TABLE[::-1], TABLE, "reversed along axis 0"),
        (RNG.permuted(TABLE), TABLE, "another order"),
        (np.trunc(TABLE * 9).astype(int), TABLE * 9, "cut down to whole numbers"),
        (TABLE * (1 + 1e-3 * RNG.normal(size=TABLE.shape)), TABLE, "nearly the right one"),
        (np.where(TABLE > 0, TABLE, TABLE + 1), TABLE, "places"),
        (TABLE, TABLE.mean(), "before its mean is taken"),
        (TABLE, TABLE.sum(), "before its sum is taken"),
        (TABLE, TABLE.mean(axis=1), "mean over axis 1"),
        (TABLE.mean(), TABLE, "averaged over elements"),
        (TABLE.ravel(), TABLE, "another shape"),
        (1 / POSITIVE, POSITIVE, "numerator and denominator"),
        (np.abs(TABLE), TABLE, "signs are wrong"),
        (RNG.normal(size=(4, 5)) * 40, TABLE, "not the right one"),
    ],
)
def test_a_slip_is_named(found, expected, said):
    assert said in symptom(found, expected)


def test_a_sum_in_the_place_of_a_mean_is_recognised_with_the_number_of_elements():
    assert "summed rather than averaged" in symptom(20 * 1.7, 1.7, averaged_over=(20,))
    assert "before the root" in symptom(np.sqrt(20) * 1.7, 1.7, averaged_over=(20,))


def test_a_check_can_name_slips_of_its_own():
    said = symptom(7.0, 3.0, slips={"a seven is not a three": 7.0})
    assert "a seven is not a three" in said


numbers = npst.arrays(
    np.float64, npst.array_shapes(max_dims=3, max_side=4), elements=st.floats(-1e6, 1e6)
)


@given(numbers)
def test_the_right_answer_passes(array):
    expect(array.copy()).close_to(array)


@given(numbers, numbers)
def test_any_wrong_answer_gets_a_sentence_without_expected_values(found, expected):
    assume(not Comparison(found, expected, 1e-4, 1e-5).holds())
    with pytest.raises(CheckFailed) as failed:
        expect(found).close_to(expected)
    assert failed.value.message.startswith("Your result ")
    assert failed.value.message.endswith(".")
    assert "Expected" not in failed.value.message


@given(npst.arrays(st.sampled_from(["bool", "int8", "float16", "complex64", "uint64"]), (3,)))
def test_every_dtype_of_the_wire_can_be_diagnosed(found):
    comparison = Comparison(found, np.array([1.0, 2.0, 3.5]), 1e-4, 1e-5)
    assert comparison.holds() or diagnose(comparison, {})
