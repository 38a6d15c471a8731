"""Write a value as a frame."""

from typing import Any

import msgpack
import numpy as np

from autograder.errors import ValueNotAllowed
from autograder.wire import header
from autograder.wire.limits import DEFAULT, Limits
from autograder.wire.values import (
    DTYPES,
    INTEGERS,
    MOST_DIMENSIONS,
    NUMPY_SCALARS,
    SCALARS,
    Array,
    Handle,
    Tag,
    Tensor,
    Value,
    bytes_of,
    check_key,
    has_only_truths,
    type_name,
)

_BUFFER = 1024  # bytes; the packer writes one scalar at a time


def pack(value: Value, limits: Limits = DEFAULT) -> bytes:
    """A whole frame with this value, as `unpack` reads it.

    Types are taken exactly: a subclass of int, list or ndarray may behave unlike its base, and
    would arrive as its base, so it is refused.

    Raises:
        ValueNotAllowed: it is, or contains, something that the wire does not carry, or it is
            over a limit.
    """
    writer = _Writer(limits)
    writer.write(value)
    return writer.frame()


class _Writer:
    """One frame in the making."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._packer = msgpack.Packer(buf_size=_BUFFER)
        self._structure = bytearray()
        self._arrays: list[Array] = []
        self._data_bytes = 0
        self._items = 0

    def frame(self) -> bytes:
        """All that was written."""
        head = header.write(len(self._structure), self._data_bytes, self._limits)
        return b"".join([head, self._structure, *(array.data for array in self._arrays)])

    def write(self, value: Value) -> None:
        self._count(1)
        self._value(value, depth=0)

    def _value(self, value: Value, depth: int) -> None:
        kind = type(value)
        if kind in SCALARS:
            self._scalar(value)
        elif kind is list or kind is tuple:
            self._sequence(Tag.LIST if kind is list else Tag.TUPLE, value, depth + 1)
        elif kind is dict:
            self._dict(value, depth + 1)
        elif kind is complex:
            self._open(Tag.COMPLEX, 2, depth + 1)
            self._scalar(value.real)
            self._scalar(value.imag)
        elif kind is np.ndarray:
            self._array(Tag.ARRAY, value, depth + 1)
        elif kind in NUMPY_SCALARS:
            self._array(Tag.SCALAR, np.asarray(value), depth + 1)
        elif kind is Tensor:
            self._array(Tag.TENSOR, value.array, depth + 1)
        elif kind is Handle:
            self._handle(value, depth + 1)
        else:
            raise _not_carried(value)

    def _scalar(self, value: Any) -> None:
        kind = type(value)
        if kind is int and value not in INTEGERS:
            raise ValueNotAllowed(
                f"An int of {value.bit_length()} bits cannot be passed; it must have 64 at most."
            )
        if kind is str or kind is bytes:
            self._limits.check_structure(len(value))  # before it is copied
        try:
            self._append(self._packer.pack(value))
        except UnicodeEncodeError:
            raise ValueNotAllowed(
                "A str with half of a surrogate pair cannot be passed, since it is not text; "
                "use bytes for data."
            ) from None

    def _sequence(self, tag: Tag, value: list[Any] | tuple[Any, ...], depth: int) -> None:
        self._count(len(value))
        items = tuple(value)  # a thread of the student's may go on changing the list
        self._open(tag, len(items), depth)
        for item in items:
            self._value(item, depth)

    def _dict(self, value: dict[Any, Any], depth: int) -> None:
        self._count(2 * len(value))
        pairs = tuple(value.items())
        self._open(Tag.DICT, 2 * len(pairs), depth)
        for key, item in pairs:
            check_key(key)
            self._value(key, depth)
            self._value(item, depth)

    def _handle(self, handle: Handle, depth: int) -> None:
        fields = (handle.id, handle.type, handle.callable)
        if tuple(map(type, fields)) != (int, str, bool):
            raise ValueNotAllowed(
                f"A handle must hold an int, a str and a bool; this is {handle!r:.200}."
            )
        self._open(Tag.HANDLE, 3, depth)
        for field in fields:
            self._scalar(field)

    def _array(self, tag: Tag, array: Array, depth: int) -> None:
        if type(array) is not np.ndarray:
            raise _not_carried(array)
        if array.dtype.str not in DTYPES:
            raise ValueNotAllowed(
                f"An array of {array.dtype} cannot be passed; "
                "it must hold bools, integers, floats or complex numbers of at most 64 bits each."
            )
        if array.ndim > MOST_DIMENSIONS:
            raise ValueNotAllowed(
                f"An array of {array.ndim} dimensions cannot be passed; "
                f"it may have {MOST_DIMENSIONS} at most."
            )
        self._open(tag, 1 + array.ndim, depth)
        self._scalar(array.dtype.str)
        for side in array.shape:
            self._scalar(side)
        self._data(array)

    def _data(self, array: Array) -> None:
        self._data_bytes += bytes_of(array.shape, array.dtype, self._limits)
        # before a copy is made: a broadcast array is larger than the memory that it takes
        self._limits.check_frame(self._data_bytes)
        if not has_only_truths(array):
            raise ValueNotAllowed(
                "A bool array with bytes other than 0 and 1 cannot be passed; "
                "make it with astype(bool)."
            )
        self._arrays.append(np.ascontiguousarray(array))

    def _open(self, tag: Tag, elements: int, depth: int) -> None:
        self._limits.check_depth(depth)
        self._append(self._packer.pack_array_header(1 + elements))
        self._append(self._packer.pack(int(tag)))

    def _append(self, packed: bytes) -> None:
        self._structure += packed
        self._limits.check_structure(len(self._structure))

    def _count(self, items: int) -> None:
        self._items += items
        self._limits.check_items(self._items)


def _not_carried(value: object) -> ValueNotAllowed:
    return ValueNotAllowed(
        f"A value of type {type_name(value)} cannot be passed; what can be is None, bool, int, "
        "float, complex, str, bytes, list, tuple, dict, and NumPy's arrays and scalars, but no "
        "subclass of these."
    )
