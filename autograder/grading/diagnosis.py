"""What is wrong with a wrong result: the usual slips, tried one after the other.

Each slip undoes one mistake: if the student's numbers become the right ones that way, that
was the mistake. The sentences complete "your result …" and give no expected value away.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Comparison:
    """Found and expected numbers, and how close is close enough."""

    found: Array
    expected: Array
    rtol: float
    atol: float

    def holds(self) -> bool:
        """Same shape, and every element within tolerance."""
        return self.matches(self.found)

    def matches(self, other: Any) -> bool:
        """Whether `other` would have been right."""
        array = np.asarray(other)
        return array.shape == self.expected.shape and bool(
            np.allclose(_numeric(array), _numeric(self.expected), self.rtol, self.atol)
        )

    def tells_apart(self) -> bool:
        """Whether the expected values are different enough to recognise a slip by."""
        expected = _numeric(self.expected)
        return expected.size > 0 and bool(np.any(np.abs(expected) > max(self.atol, 1e-6)))


def diagnose(
    comparison: Comparison, slips: Mapping[str, Any], averaged_over: tuple[int, ...] = ()
) -> str:
    """The symptom: the part of the sentence after "your result"."""
    found = comparison.found
    if comparison.expected.size and np.all(np.isfinite(_numeric(comparison.expected))):
        if np.isnan(found).any():
            return "contains NaN: look for a division by zero, a logarithm or a root of something"
        if np.isinf(found).any():
            return "contains infinity: look for a division by zero or an exponential that explodes"
    for sentence, wrong in slips.items():
        if _equal(found, np.asarray(wrong), comparison):
            return f"fits one slip exactly: {sentence}"
    with np.errstate(all="ignore"):
        rules = _same_shape if found.shape == comparison.expected.shape else _other_shape
        return next(rules(comparison, averaged_over), "is not the right one")


def _equal(found: Array, wrong: Array, comparison: Comparison) -> bool:
    return found.shape == wrong.shape and bool(
        np.allclose(_numeric(found), _numeric(wrong), comparison.rtol, comparison.atol)
    )


def _other_shape(comparison: Comparison, _counts: tuple[int, ...]) -> Iterator[str]:
    found, expected = comparison.found, comparison.expected
    shapes = f"has shape {found.shape}, expected {expected.shape}"
    if expected.shape == () and found.size:
        for name, reduce in (("mean", np.mean), ("sum", np.sum)):
            if comparison.matches(reduce(found)):
                yield f"is the right one before its {name} is taken: {shapes}"
    if found.size and found.ndim == expected.ndim and comparison.matches(found.T):
        yield f"is the right one, transposed: {shapes}"
    if found.size == expected.size and comparison.matches(found.reshape(expected.shape)):
        yield f"has the right numbers in another shape: {shapes}"
    if found.shape == () and expected.size > 1:
        for name, reduce in (("averaged", np.mean), ("summed", np.sum)):
            if np.isclose(reduce(_numeric(expected)), found, comparison.rtol, comparison.atol):
                yield f"is the right one, {name} over elements that should stay apart: {shapes}"
    yield from _reduced_over_another_axis(comparison, shapes)
    yield shapes


def _reduced_over_another_axis(comparison: Comparison, shapes: str) -> Iterator[str]:
    if comparison.found.ndim == comparison.expected.ndim > 0:
        return
    shape = comparison.found.shape
    for axis in range(comparison.found.ndim):
        if shape[:axis] + shape[axis + 1 :] != comparison.expected.shape:
            continue
        for name, reduce in (("mean", np.mean), ("sum", np.sum)):
            if comparison.matches(reduce(comparison.found, axis=axis)):
                yield f"still needs its {name} over axis {axis}: {shapes}"


def _same_shape(comparison: Comparison, counts: tuple[int, ...]) -> Iterator[str]:
    found, expected = _numeric(comparison.found), _numeric(comparison.expected)
    if found.size > 1 and np.ptp(np.abs(found)) == 0 and np.ptp(np.abs(expected)) > 0:
        yield "is the same number everywhere, whatever the input"
    if comparison.tells_apart():
        yield from _averaging(comparison, found, expected, counts)
        yield from _undone(comparison)
        yield from _linear(comparison, found, expected)
        yield from _rearranged(comparison, found, expected)
    yield from _nearly(comparison, found, expected)


def _averaging(
    comparison: Comparison, found: Array, expected: Array, counts: tuple[int, ...]
) -> Iterator[str]:
    for count in counts:
        if count > 1:
            if np.allclose(found, expected * count, comparison.rtol, comparison.atol):
                yield "is the right one, summed rather than averaged"
            if np.allclose(found, expected * np.sqrt(count), comparison.rtol, comparison.atol):
                yield "is the right one, summed rather than averaged before the root is taken"
            if np.allclose(found * count, expected, comparison.rtol, comparison.atol):
                yield "is the right one, divided by the number of elements once too often"


def _softmax(x: Array) -> Array:
    if x.ndim == 0:
        return x
    raised = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


# (what turns the student's numbers into the right ones; the sentence for it)
_UNDO: tuple[tuple[Callable[[Array], Array], str], ...] = (
    (np.negative, "is the right one with the wrong sign"),
    (np.sqrt, "is the right one before the square root is taken"),
    (np.square, "is the square root of the right one"),
    (lambda x: 1 / (1 + np.exp(-x)), "is made of logits: the sigmoid at the end is missing"),
    (_softmax, "is made of logits: the softmax at the end is missing"),
    (lambda x: np.log(x / (1 - x)), "went through a sigmoid that does not belong there"),
    (lambda x: np.maximum(x, 0), "keeps negative numbers that a relu would have set to zero"),
    (np.tanh, "lacks the tanh at the end"),
    (np.exp, "is the logarithm of the right one"),
    (np.log, "is the exponential of the right one"),
    (lambda x: 1 / x, "is the inverse of the right one: numerator and denominator are swapped"),
    (lambda x: 1 - x, "is one minus the right one"),
    (lambda x: x / 2, "is twice the right one"),
    (lambda x: x * 2, "is half of the right one"),
)


def _undone(comparison: Comparison) -> Iterator[str]:
    found = _numeric(comparison.found)
    for undo, sentence in _UNDO:
        if comparison.matches(undo(found)):
            yield sentence
    sizes = np.abs(found), np.abs(_numeric(comparison.expected))
    if np.allclose(*sizes, comparison.rtol, comparison.atol):
        yield "has the right size, but some of its signs are wrong"
    if comparison.found.dtype.kind in "iu" and np.array_equal(
        found, np.trunc(_numeric(comparison.expected))
    ):
        yield "is cut down to whole numbers"


def _linear(comparison: Comparison, found: Array, expected: Array) -> Iterator[str]:
    """Off by a constant factor or a constant: told only where there are enough numbers."""
    apart = np.abs(expected) > max(comparison.atol, 1e-6)
    if apart.sum() < 3 or np.ptp(expected) == 0:
        return
    factor = np.median(found[apart] / expected[apart])
    if np.isfinite(factor) and factor and comparison.matches(found / factor):
        yield f"is the right one times a constant factor of about {factor:.3g}"
    if comparison.matches(found - np.median(found - expected)):
        yield "is the right one plus a constant"


def _rearranged(comparison: Comparison, found: Array, expected: Array) -> Iterator[str]:
    if found.size < 2 or np.iscomplexobj(found) or np.iscomplexobj(expected):
        return
    if found.ndim > 1 and comparison.matches(np.swapaxes(found, -1, -2)):
        yield "is the right one, transposed"
    for axis in range(found.ndim):
        if found.shape[axis] > 1 and comparison.matches(np.flip(found, axis)):
            yield f"is the right one, reversed along axis {axis}"
    ordered = np.sort(found, axis=None), np.sort(expected, axis=None)
    if np.allclose(*ordered, comparison.rtol, comparison.atol):
        yield "has the right numbers in another order"


def _nearly(comparison: Comparison, found: Array, expected: Array) -> Iterator[str]:
    if np.allclose(found, expected, rtol=1e-2, atol=comparison.atol):
        yield "is nearly the right one, but not within rounding: less than a hundredth is off"
    if found.size > 1:
        close = np.isclose(found, expected, comparison.rtol, comparison.atol)
        if 0 < close.sum() < close.size:
            yield f"is right in {int(close.sum())} of {close.size} places"


def _numeric(array: Array) -> Array:
    return array.astype("complex128" if array.dtype.kind == "c" else "float64")
