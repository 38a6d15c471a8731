"""An architecture as rows: each layer that was asked for beside the one that was found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from autograder.results import Layer

Status = Literal["same", "other", "missing", "extra"]

_GAP = 1.0  # a layer without a partner
_OTHER = 1.0  # the same kind, but not the same size
_ANOTHER_KIND = 1.9  # still likelier than one that is missing and one too many


_COUNT = re.compile(r"_\d+$")


@dataclass(frozen=True)
class Row:
    """One step of the way through a network."""

    expected: Layer | None
    found: Layer | None

    @property
    def status(self) -> Status:
        """What to say about the row."""
        if self.found is None:
            return "missing"
        if self.expected is None:
            return "extra"
        return "other" if self.differences else "same"

    @property
    def differences(self) -> frozenset[str]:
        """The fields in which both differ; what one side leaves open does not count."""
        if self.expected is None or self.found is None:
            return frozenset()
        return frozenset(_differences(self.expected, self.found))


def named_by_keras(layer: Layer) -> bool:
    """Whether its name, such as `max_pooling2d_4`, says no more than its class."""
    return _COUNT.sub("", layer.name).replace("_", "") == layer.kind.lower()


def side_by_side(expected: Sequence[Layer], found: Sequence[Layer]) -> list[Row]:
    """The cheapest way to lay both beside each other (Needleman and Wunsch, 1970)."""
    rows, columns = len(expected), len(found)
    cost = [[(i + j) * _GAP for j in range(columns + 1)] for i in range(rows + 1)]
    for i in range(1, rows + 1):
        for j in range(1, columns + 1):
            cost[i][j] = min(
                cost[i - 1][j - 1] + _cost(expected[i - 1], found[j - 1]),
                cost[i - 1][j] + _GAP,
                cost[i][j - 1] + _GAP,
            )
    steps: list[Row] = []
    i, j = rows, columns
    while i or j:
        both = i and j and cost[i - 1][j - 1] + _cost(expected[i - 1], found[j - 1])
        if i and j and cost[i][j] == both:
            i, j = i - 1, j - 1
            steps.append(Row(expected[i], found[j]))
        elif j and cost[i][j] == cost[i][j - 1] + _GAP:
            j -= 1
            steps.append(Row(None, found[j]))
        else:
            i -= 1
            steps.append(Row(expected[i], None))
    return steps[::-1]


def _cost(expected: Layer, found: Layer) -> float:
    if expected.kind != found.kind:
        return _ANOTHER_KIND
    return _OTHER if any(_differences(expected, found)) else 0.0


def _differences(expected: Layer, found: Layer) -> list[str]:
    differ = []
    if expected.name and expected.name != found.name:
        differ.append("name")
    if expected.kind != found.kind:
        differ.append("kind")
    if not _same_shape(expected.output_shape, found.output_shape):
        differ.append("output_shape")
    counts = (expected.parameters, found.parameters)
    if None not in counts and counts[0] != counts[1]:
        differ.append("parameters")
    return differ


def _same_shape(
    expected: tuple[int | None, ...] | None, found: tuple[int | None, ...] | None
) -> bool:
    if expected is None or found is None:
        return True
    return len(expected) == len(found) and all(
        a == b or a is None or b is None for a, b in zip(expected, found, strict=True)
    )
