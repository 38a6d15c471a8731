"""What can cross the wire: plain data, arrays of numbers, and handles for everything else."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np

from autograder.errors import ValueNotAllowed
from autograder.wire.limits import Limits

# One of SCALARS, complex, list, tuple, dict, ndarray, a NumPy scalar, Handle or Tensor. A union
# would make every reader prove what it then checks anyway.
Value: TypeAlias = Any
Array: TypeAlias = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Handle:
    """An object that stays in the student process; `id` is what it is asked for by there."""

    id: int
    type: str
    callable: bool


@dataclass(frozen=True, eq=False)  # arrays have no single answer to ==
class Tensor:
    """A framework's tensor over there, an array here."""

    array: Array


class Tag(IntEnum):
    """The first element of a msgpack array says what the others make."""

    LIST = 0
    TUPLE = 1
    DICT = 2
    COMPLEX = 3
    ARRAY = 4
    SCALAR = 5
    TENSOR = 6
    HANDLE = 7


SCALARS = frozenset({type(None), bool, int, float, str, bytes})
INTEGERS = range(-(2**63), 2**64)
MOST_DIMENSIONS = 32

_INTEGERS = ("i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8")
# Names are looked up here and never parsed: NumPy's own reading of a dtype's name is large.
DTYPES: Mapping[str, np.dtype[Any]] = MappingProxyType(
    {
        dtype.str: dtype
        for name in ("?", *_INTEGERS, "f2", "f4", "f8", "c8", "c16")
        for dtype in (np.dtype(f"<{name}"), np.dtype(f">{name}"))
    }
)
NUMPY_SCALARS = frozenset(dtype.type for dtype in DTYPES.values()) | {np.longlong, np.ulonglong}


def type_name(value: object) -> str:
    """The name of a value's type as a reader knows it: `dict`, `pandas.DataFrame`."""
    kind = type(value)
    return (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )


def check_key(key: object) -> None:
    """Refuse what cannot be a key of a dict: only scalars and tuples of scalars can."""
    for part in key if type(key) is tuple else (key,):
        if type(part) not in SCALARS:
            raise ValueNotAllowed(
                f"A {type_name(part)} cannot be passed as a key of a dict, or in one; "
                "use numbers, strings, or tuples of those as keys."
            )
        if type(part) is float and math.isnan(part):
            raise ValueNotAllowed(
                "NaN cannot be passed as a key of a dict, or in one, since it is equal to "
                "nothing, not even itself; use None."
            )


def bytes_of(shape: tuple[int, ...], dtype: np.dtype[Any], limits: Limits) -> int:
    """How many bytes an array of this shape takes, in integers that cannot overflow.

    A side of length 0 leaves the others without a bound: NumPy itself refuses (0, 2**62), so
    they have to stay under the limit among themselves.
    """
    without_zeros = dtype.itemsize * math.prod(side for side in shape if side)
    limits.check_frame(without_zeros)
    return 0 if 0 in shape else without_zeros


def has_only_truths(array: Array) -> bool:
    """Whether every byte of a bool array is 0 or 1; any other makes `==` and `sum` lie."""
    return array.dtype.kind != "b" or bool(array.view(np.uint8).max(initial=0) <= 1)
