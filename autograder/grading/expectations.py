"""`expect(value)`: what a check says about a value, and the symptom when it does not hold.

A symptom never contains an expected value: those are in the detail, which only public
checks show.
"""

from collections.abc import Mapping
from itertools import islice
from typing import Any, NoReturn

import numpy as np

from autograder.grading.diagnosis import Comparison, diagnose
from autograder.grading.evidence import note
from autograder.grading.outcomes import CheckFailed
from autograder.grading.remote import Remote
from autograder.results import Measure

Array = np.ndarray[Any, Any]
SHOWN = 12  # parts of a value


def fail(symptom: str, detail: str = "") -> NoReturn:
    """End the check as failed.

    Args:
        symptom: what is wrong, in a sentence without expected values.
        detail: more, with numbers; students see it for public checks only.
    """
    raise CheckFailed(symptom, detail)


def expect(value: Any, what: str = "your result") -> "Expectation":
    """Begin a statement about a value from the student's code.

    Args:
        value: a number, array, string, sequence or `Remote`.
        what: what it is, as it should stand in a sentence: "the loss".
    """
    return Expectation(value, what)


class Expectation:
    """A value and what to call it; each method states something and returns itself."""

    def __init__(self, value: Any, what: str) -> None:
        self._value = value
        self._what = what

    def close_to(
        self,
        expected: Any,
        rtol: float = 1e-4,
        atol: float = 1e-5,
        slips: Mapping[str, Any] | None = None,
        averaged_over: int | tuple[int, ...] = (),
    ) -> "Expectation":
        """The numbers are those of `expected`, and so is the shape.

        Args:
            expected: number or array.
            rtol: relative tolerance.
            atol: absolute tolerance.
            slips: more wrong values worth naming, each under the sentence to say for it.
            averaged_over: how many elements the right answer averages over, so that a
                sum in the place of a mean is recognised.
        """
        found = self._array()
        wanted = np.asarray(expected)
        counts = (averaged_over,) if isinstance(averaged_over, int) else tuple(averaged_over)
        comparison = Comparison(found, wanted, rtol, atol)
        if not comparison.holds():
            symptom = diagnose(comparison, slips or {}, counts)
            self._fail(symptom, f"Expected {_shown(wanted)}, got {_shown(found)}.")
        return self

    def equals(self, expected: Any) -> "Expectation":
        """The value is `expected`: same kind of thing, same contents."""
        if isinstance(expected, np.ndarray):
            return self.close_to(expected, rtol=0, atol=0)
        found = _at_hand(self._value, expected)
        if isinstance(found, Remote) or not _same(found, expected):
            self._fail(
                "is not what it should be", f"Expected {_said(expected)}, got {_said(found)}."
            )
        return self

    def has_shape(self, shape: tuple[int | None, ...]) -> "Expectation":
        """The shape is `shape`; None stands for any length."""
        found = self._shape()
        fits = len(found) == len(shape) and all(
            wanted is None or wanted == length for wanted, length in zip(shape, found, strict=True)
        )
        if not fits:
            self._fail(f"has shape {found}, expected {_any(shape)}")
        return self

    def is_scalar(self) -> "Expectation":
        """A single number, not an array with one or several in it."""
        if (shape := self._array().shape) != ():
            self._fail(f"should be a single number, but has shape {shape}")
        return self

    def is_finite(self) -> "Expectation":
        """There is a number, and none is NaN or infinite."""
        array = self._array()
        if not array.size:
            self._fail("is empty: there is no number in it")
        if not np.all(np.isfinite(array)):
            self._fail("contains NaN or infinity")
        return self

    def at_least(self, threshold: float, measure: str = "") -> "Expectation":
        """A number that is large enough; recorded under `measure` for calibration."""
        value = self._number()
        note(measure, Measure(value=value, threshold=threshold, direction="at_least"))
        if not value >= threshold:
            self._fail(f"is {value:.4g}, and at least {threshold:.4g} is asked for")
        return self

    def at_most(self, threshold: float, measure: str = "") -> "Expectation":
        """A number that is small enough; recorded under `measure` for calibration."""
        value = self._number()
        note(measure, Measure(value=value, threshold=threshold, direction="at_most"))
        if not value <= threshold:
            self._fail(f"is {value:.4g}, and at most {threshold:.4g} is asked for")
        return self

    def is_true(self, sentence: str) -> "Expectation":
        """The value is true, in all of its parts; `sentence` is the symptom when it is not."""
        if isinstance(self._value, Remote) or not _may_be_numbers(self._value):
            raise CheckFailed(sentence)
        array = self._array()
        if not (array.size and np.all(array)):
            raise CheckFailed(sentence)
        return self

    def _number(self) -> float:
        array = self._array()
        if array.size != 1:
            self._fail(f"should be a single number, but has shape {array.shape}")
        value = complex(array.reshape(())[()])
        if value.imag or not np.isfinite(value.real):
            self._fail("is no finite number")
        return value.real

    def _shape(self) -> tuple[int | None, ...]:
        if isinstance(self._value, Remote):
            # symbolic tensors have a shape, but no numbers
            shape = getattr(self._value, "shape", None)
            if isinstance(shape, tuple) and all(isinstance(n, int | None) for n in shape):
                return shape
        return tuple(self._array().shape)

    def _array(self) -> Array:
        value = self._value
        if value is None:
            self._fail("is None: is a `return` missing?")
        if isinstance(value, str | bytes | dict):
            self._fail(f"is a {type(value).__name__}, where numbers belong")
        if not _may_be_numbers(value):
            self._fail("contains things that are not numbers")
        try:
            array = np.asarray(value)
        except ValueError:
            self._fail("is a ragged list: its rows have different lengths")
        if array.dtype.kind not in "biufc":
            self._fail("contains things that are not numbers")
        return array

    def _fail(self, symptom: str, detail: str = "") -> NoReturn:
        sentence = f"{self._what} {symptom}"
        full_stop = "" if sentence.endswith("?") else "."
        raise CheckFailed(f"{sentence[0].upper()}{sentence[1:]}{full_stop}", detail)


def _at_hand(value: Any, expected: Any) -> Any:
    """A number or sequence that a name of the student's stands for, where such a thing is due."""
    if not isinstance(value, Remote):
        return value
    if isinstance(expected, list | tuple):
        return type(expected)(value) if value._kind == type(expected).__name__ else value
    if not isinstance(expected, bool | int | float):
        return value
    array = np.asarray(value)
    return array if array.ndim else array.item()


def _same(found: Any, expected: Any) -> bool:
    """Equality that does not confuse True with 1, or a list with an array."""
    if isinstance(expected, bool) or isinstance(found, bool):
        return found is expected
    if isinstance(expected, list | tuple) and isinstance(found, list | tuple):
        return len(found) == len(expected) and all(
            _same(a, b) for a, b in zip(found, expected, strict=True)
        )
    if isinstance(expected, dict) and isinstance(found, dict):
        return found.keys() == expected.keys() and all(
            _same(found[key], expected[key]) for key in expected
        )
    if not (_may_be_numbers(found) and _may_be_numbers(expected)):
        return type(found) is type(expected) and bool(found == expected)
    try:
        return bool(np.array_equal(np.asarray(found), np.asarray(expected)))
    except ValueError:  # a ragged list
        return False


def _may_be_numbers(value: Any) -> bool:
    """Whether an array may be made of a value: one of texts takes, for each, the longest's room."""
    if isinstance(value, list | tuple):
        return all(_may_be_numbers(item) for item in value)
    return value is not None and not isinstance(value, str | bytes | dict)


def _any(shape: tuple[int | None, ...]) -> str:
    lengths = ", ".join("any" if length is None else str(length) for length in shape)
    return f"({lengths},)" if len(shape) == 1 else f"({lengths})"


def _said(value: Any) -> str:
    """As it would be written in Python, without what is too much to read."""
    if isinstance(value, np.ndarray):
        return _shown(value)
    if isinstance(value, list | tuple):
        begin, end = "[]" if isinstance(value, list) else "()"
        parts = [_said(item) for item in value[:SHOWN]]
    elif isinstance(value, dict):
        begin, end = "{}"
        parts = [f"{_said(key)}: {_said(item)}" for key, item in islice(value.items(), SHOWN)]
    else:
        return f"{value!r:.200}"
    return begin + ", ".join([*parts, *(["…"] if len(value) > SHOWN else [])]) + end


def _shown(array: Array) -> str:
    if array.ndim > 4:  # NumPy shortens a side of three or more, and many short ones are long
        array = array.reshape(-1)
    text = np.array2string(array, precision=4, threshold=12, edgeitems=3, separator=", ")
    return " ".join(text.split())
