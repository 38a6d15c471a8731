"""What crosses the wire by value, and what stays here behind a handle.

Plain data, arrays and eager tensors go as values. Everything else (models, layers, functions,
variables, symbolic tensors, data frames) stays, and the other side gets a handle.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.wire import Handle, Tensor

SCALARS = (type(None), bool, int, float, complex, str, bytes)
DEPTH = 16


class Handles:
    """The objects that the other side may refer to, by number."""

    def __init__(self) -> None:
        self._objects: dict[int, Any] = {}
        self._next = 1

    def keep(self, thing: Any) -> Handle:
        """Keep an object and give the handle for it."""
        number, self._next = self._next, self._next + 1
        self._objects[number] = thing
        kind = type(thing)
        return Handle(number, f"{kind.__module__}.{kind.__qualname__}", callable(thing))

    def find(self, number: int) -> Any:
        """The object behind a handle."""
        return self._objects[number]

    def release(self) -> None:
        """Forget every object."""
        self._objects.clear()


def to_wire(thing: Any, keep: Callable[[Any], Handle], depth: int = DEPTH) -> Any:
    """Plain data for `thing`, with handles for whatever is not plain."""
    kind = type(thing)
    if kind in SCALARS and not (kind is int and not -(2**63) <= thing < 2**64):
        return thing
    if kind is Handle:
        return thing
    if depth == 0:
        return keep(thing)
    if kind is list or kind is tuple:
        return kind(to_wire(item, keep, depth - 1) for item in thing)
    if kind is dict and all(type(key) in SCALARS for key in thing):
        return {key: to_wire(value, keep, depth - 1) for key, value in thing.items()}
    plain = _plain(thing)
    return keep(thing) if plain is None else plain


def _plain(thing: Any) -> Any:
    """Arrays, eager tensors, shapes and dtypes as values; None for the rest."""
    if isinstance(thing, np.ndarray | np.generic):
        return np.asarray(thing)[()] if thing.dtype.kind in "biufc" else None
    name = f"{type(thing).__module__}.{type(thing).__qualname__}"
    if name.endswith("EagerTensor"):
        kind = thing.dtype
        numbers = kind.is_floating or kind.is_integer or kind.is_complex or kind.is_bool
        return Tensor(as_array(thing)) if numbers else None
    if name.endswith("TensorShape") and thing.rank is not None:
        return tuple(thing.as_list())
    if name.endswith("dtypes.DType"):
        return str(thing.name)
    return str(thing) if isinstance(thing, np.dtype) else None


def as_array(thing: Any) -> np.ndarray[Any, Any]:
    """The numbers in a tensor, variable, frame or sequence, as an array the wire carries."""
    if hasattr(thing, "to_numpy"):
        array = np.asarray(thing.to_numpy())
    elif hasattr(thing, "numpy"):
        array = np.asarray(thing.numpy())
    else:
        array = np.asarray(thing)
    if array.dtype.kind == "O":
        array = array.astype("float64")
    if array.dtype.kind not in "biufc":  # bfloat16 and its like
        array = array.astype("float32")
    return array


def from_wire(value: Any, find: Callable[[int], Any]) -> Any:
    """What a request's argument means here: handles become objects, tensors become tensors."""
    if isinstance(value, Handle):
        return find(value.id)
    if isinstance(value, Tensor):
        import tensorflow as tf

        return tf.constant(value.array)
    if isinstance(value, list | tuple):
        return type(value)(from_wire(item, find) for item in value)
    if isinstance(value, dict):
        return {key: from_wire(item, find) for key, item in value.items()}
    return value
