"""Read a frame, which may be hostile, as a value."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgpack
import numpy as np

from autograder.errors import WireError
from autograder.wire import header
from autograder.wire.limits import DEFAULT, Limits
from autograder.wire.values import (
    DTYPES,
    MOST_DIMENSIONS,
    Array,
    Handle,
    Tag,
    Tensor,
    Value,
    bytes_of,
    check_key,
    has_only_truths,
)

T = TypeVar("T")

# What a msgpack value may begin with. Maps, extensions (timestamps among them) and 32-bit floats
# are never written, so they are not read either.
_ARRAYS = frozenset({*range(0x90, 0xA0), 0xDC, 0xDD})
_SCALARS = frozenset(
    {
        *range(0x80),  # small integers
        *range(0xA0, 0xC0),  # short strings
        *(0xC0, 0xC2, 0xC3),  # nil, false, true
        *(0xC4, 0xC5, 0xC6),  # bytes
        0xCB,  # 64-bit float
        *range(0xCC, 0xD4),  # integers
        *(0xD9, 0xDA, 0xDB),  # strings
        *range(0xE0, 0x100),  # small negative integers
    }
)
_TAGS = {int(tag): tag for tag in Tag}
# Honest keys share a hash in twos (-1 and -2 do), hostile ones by the thousand.
_KEYS_PER_HASH = 8


def unpack(frame: bytes | bytearray | memoryview, limits: Limits = DEFAULT) -> Value:
    """The value in a whole frame; its arrays are writable copies.

    Raises:
        ValueNotAllowed: it is over a limit, or has a key that a dict may not have here.
        WireError: it is malformed in any other way.
    """
    view = memoryview(frame).cast("B")
    structure, data = header.read(view, limits)
    body = header.SIZE + structure
    if len(view) != body + data:
        raise WireError(f"A message of {len(view):,} bytes came that says it has {body + data:,}.")
    return _Reader(bytes(view[header.SIZE : body]), view[body:], limits).read()


class _Reader:
    """One frame being read: msgpack's decoder walks the structure, `_offset` the data.

    Containers are opened here and not by the decoder, which would set aside memory for whatever
    number of elements a header claims.
    """

    def __init__(self, structure: bytes, data: memoryview, limits: Limits) -> None:
        self._structure = structure
        self._data = data
        self._limits = limits
        self._decoder = msgpack.Unpacker(max_buffer_size=len(structure))
        self._decoder.feed(structure)
        self._offset = 0
        self._items = 0

    def read(self) -> Value:
        self._count(1)
        value = self._value(depth=0)
        if self._decoder.tell() != len(self._structure):
            raise WireError("A message came with more after its value.")
        if self._offset != len(self._data):
            raise WireError(
                f"A message came with {len(self._data):,} bytes of data, "
                f"of which its arrays take {self._offset:,}."
            )
        return value

    def _value(self, depth: int) -> Value:
        if self._next_byte() not in _ARRAYS:
            return self._scalar()
        depth += 1
        self._limits.check_depth(depth)
        elements = self._decode(self._decoder.read_array_header) - 1
        tag = _TAGS.get(self._next_byte())
        if elements < 0 or tag is None:
            raise WireError("A message came with an array that does not say what it stands for.")
        self._decode(self._decoder.unpack)
        match tag:
            case Tag.LIST:
                return self._list(elements, depth)
            case Tag.TUPLE:
                return tuple(self._list(elements, depth))
            case Tag.DICT:
                return self._dict(elements, depth)
            case Tag.COMPLEX:
                return complex(*self._fields(tag, elements, float, float))
            case Tag.HANDLE:
                return Handle(*self._fields(tag, elements, int, str, bool))
            case Tag.ARRAY:
                return self._array(elements)
            case Tag.TENSOR:
                return Tensor(self._array(elements))
            case Tag.SCALAR:
                return self._numpy_scalar(elements)

    def _list(self, elements: int, depth: int) -> list[Value]:
        self._count(elements)
        return [self._value(depth) for _ in range(elements)]

    def _dict(self, elements: int, depth: int) -> dict[Any, Value]:
        if elements % 2:
            raise WireError("A message came with a dict that has a key without a value.")
        content = self._list(elements, depth)
        keys = content[::2]
        for key in keys:
            check_key(key)
        _check_hashes(keys)
        made = dict(zip(keys, content[1::2], strict=True))
        if len(made) != len(keys):  # True and 1 are the same key, too
            raise WireError("A message came with a dict that has the same key twice.")
        return made

    def _array(self, elements: int) -> Array:
        if not 1 <= elements <= 1 + MOST_DIMENSIONS:
            raise WireError(
                f"A message came with an array described in {elements:,} parts, where a dtype "
                f"and at most {MOST_DIMENSIONS} dimensions belong."
            )
        name = self._exactly(str)
        if name not in DTYPES:
            raise WireError(f"A message came with an array of the unknown dtype {name!r:.40}.")
        shape = tuple(self._exactly(int) for _ in range(elements - 1))
        if any(side < 0 for side in shape):
            raise WireError(f"A message came with an array of the shape {shape!r:.200}.")
        return self._take(shape, DTYPES[name])

    def _take(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Array:
        size = bytes_of(shape, dtype, self._limits)
        if size > len(self._data) - self._offset:
            raise WireError(
                f"A message came with an array of {size:,} bytes, "
                f"of which it has {len(self._data) - self._offset:,}."
            )
        view: Array = np.ndarray(shape, dtype, buffer=self._data, offset=self._offset)
        self._offset += size
        if not has_only_truths(view):
            raise WireError("A message came with a bool array that has bytes other than 0 and 1.")
        return view.copy()

    def _numpy_scalar(self, elements: int) -> Value:
        array = self._array(elements)
        if array.ndim:
            raise WireError(f"A message came with a scalar of the shape {array.shape!r:.200}.")
        return array[()]

    def _fields(self, tag: Tag, elements: int, *kinds: type) -> list[Any]:
        if elements != len(kinds):
            raise WireError(
                f"A message came with a {tag.name.lower()} of {elements:,} parts, "
                f"where {len(kinds)} belong."
            )
        return [self._exactly(kind) for kind in kinds]

    def _exactly(self, kind: type[T]) -> T:
        value = self._scalar()
        if type(value) is not kind:
            raise WireError(
                f"A message came with {type(value).__name__} where {kind.__name__} belongs."
            )
        return value

    def _scalar(self) -> Any:
        byte = self._next_byte()
        if byte not in _SCALARS:
            raise WireError(f"A message came with the byte 0x{byte:02x} where a value begins.")
        return self._decode(self._decoder.unpack)

    def _next_byte(self) -> int:
        position: int = self._decoder.tell()
        if position >= len(self._structure):
            raise WireError("A message came whose structure ends before its value does.")
        return self._structure[position]

    def _decode(self, step: Callable[[], Any]) -> Any:
        try:
            return step()
        except (ValueError, msgpack.UnpackException):  # cut off, or not UTF-8
            raise WireError("A message came whose structure is not msgpack.") from None

    def _count(self, items: int) -> None:
        self._items += items
        self._limits.check_items(self._items)


def _check_hashes(keys: Sequence[Any]) -> None:
    """Refuse keys made to collide: a dict of n of them takes n² comparisons to build.

    Python gives strings a secret hash, but the one of numbers and of tuples of numbers is known.
    """
    hashes = sorted(map(hash, keys))
    if any(a == b for a, b in zip(hashes, hashes[_KEYS_PER_HASH:], strict=False)):
        raise WireError("A message came with a dict whose keys were chosen to collide.")
