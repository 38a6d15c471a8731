"""Every value that the wire carries, and what it means that two are the same, bit for bit."""

import math
import socket
import struct
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes

from autograder.wire import Handle, Tensor

NUMBERS = ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16"]
DTYPES = ["?", *(order + name for name in NUMBERS for order in "<>")]
LAYOUTS = {
    "as made": lambda array: array,
    "transposed": lambda array: array.T,
    "backwards": lambda array: array[::-1] if array.ndim else array,
    "every second": lambda array: array[..., ::2] if array.ndim else array,
    "broadcast": lambda array: np.broadcast_to(array, (2, *array.shape)),
    "Fortran": np.asfortranarray,
}

INTEGERS = st.integers(-(2**63), 2**64 - 1)
# the second makes NaNs with payloads
FLOATS = st.floats() | st.binary(min_size=8, max_size=8).map(lambda b: struct.unpack("<d", b)[0])


@st.composite
def arrays(draw: st.DrawFn) -> np.ndarray:
    """Arrays of every dtype and layout, made of arbitrary bits."""
    dtype = np.dtype(draw(st.sampled_from(DTYPES)))
    shape = draw(st.just(()) | array_shapes(min_dims=1, max_dims=5, min_side=0, max_side=4))
    size = math.prod(shape) * dtype.itemsize
    bits = bytearray(draw(st.binary(min_size=size, max_size=size)))
    if dtype.kind == "b":
        bits = bytearray(byte % 2 for byte in bits)
    array = np.ndarray(shape, dtype, buffer=bits)
    return LAYOUTS[draw(st.sampled_from(sorted(LAYOUTS)))](array)


PLAIN = st.none() | st.booleans() | INTEGERS | FLOATS | st.text() | st.binary()
KEY_PARTS = PLAIN.filter(lambda part: part == part)
KEYS = KEY_PARTS | st.lists(KEY_PARTS, max_size=3).map(tuple)
LEAVES = (
    PLAIN
    | st.builds(complex, FLOATS, FLOATS)
    | arrays()
    | arrays().map(Tensor)
    | arrays().filter(lambda array: array.size).map(lambda array: array.flat[0])
    | st.builds(Handle, INTEGERS, st.text(), st.booleans())
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.lists(inner, max_size=5).map(tuple)
        | st.dictionaries(KEYS, inner, max_size=5)
    ),
    max_leaves=12,
)


def is_same(a: Any, b: Any) -> bool:
    """Equal in type and in every bit, so that NaNs are what they were."""
    if type(a) is not type(b):
        return False
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(is_same, a, b))
    if isinstance(a, dict):
        return is_same(list(a.items()), list(b.items()))
    if isinstance(a, Tensor):
        return is_same(a.array, b.array)
    if isinstance(a, np.ndarray | np.generic):
        return (a.dtype.str, a.shape, a.tobytes()) == (b.dtype.str, b.shape, b.tobytes())
    if isinstance(a, complex):
        return is_same((a.real, a.imag), (b.real, b.imag))
    if isinstance(a, float):
        return struct.pack("<d", a) == struct.pack("<d", b)
    return a == b


@pytest.fixture(scope="session")
def values() -> st.SearchStrategy[Any]:
    return VALUES


@pytest.fixture(scope="session")
def some_arrays() -> st.SearchStrategy[np.ndarray]:
    return arrays()


@pytest.fixture(scope="session")
def same() -> Any:
    return is_same


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    one, other = socket.socketpair()
    with one, other:
        yield one, other
