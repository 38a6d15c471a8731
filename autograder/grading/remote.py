"""What the student defined, seen from the trusted side.

A `Remote` stands for one object in the student process. Attribute access, calls and indexing
become requests; plain data comes back as plain data, everything else as another `Remote`.
"""

from collections.abc import Iterator
from typing import Any, Protocol

import numpy as np

from autograder.grading.outcomes import CheckFailed, StudentError
from autograder.wire import Handle, Tensor

LABEL_CHARS = 200
KEY_CHARS = 40
MOST_TEXT_BYTES = 256 * 2**20


class Transport(Protocol):
    """Carries requests to where the student's objects are."""

    def request(self, operation: str, label: str, **arguments: Any) -> Any:
        """The answer's value.

        Raises:
            StudentError: the student's code raised.
            StudentStopped: its process ended or reached a limit.
        """


class Remote:
    """An object that lives where the student's code runs."""

    __slots__ = ("_handle", "_label", "_transport")

    def __init__(self, transport: Transport, handle: Handle, label: str) -> None:
        object.__setattr__(self, "_transport", transport)
        object.__setattr__(self, "_handle", handle)
        object.__setattr__(self, "_label", label)

    def _request(self, operation: str, label: str = "", **arguments: Any) -> Any:
        label = label or self._label
        arguments = {key: to_wire(value) for key, value in arguments.items()}
        answer = self._transport.request(operation, label, target=self._handle, **arguments)
        _check_texts(answer, label)
        return from_wire(answer, self._transport, label)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._request("attribute", f"{self._label}.{name}", name=name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._request("assign", f"{self._label}.{name}", name=name, value=value)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it there."""
        return self._request("call", f"{self._label}(…)", args=args, kwargs=kwargs)

    def __getitem__(self, key: Any) -> Any:
        return self._request("item", f"{self._label}[…]", key=key)

    def __len__(self) -> int:
        return int(self._request("length"))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._request("items"))

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray[Any, Any]:
        try:
            numbers = self._request("array")
        except StudentError:
            raise CheckFailed(f"{self._label} is a {self._kind}, where numbers belong.") from None
        return np.asarray(numbers, dtype=dtype)

    def __bool__(self) -> bool:
        raise CheckFailed(f"{self._label} is a {self._kind}, where True or False belongs.")

    @property
    def _kind(self) -> str:
        return str(self._handle.type[:LABEL_CHARS]).rpartition(".")[2]

    def __repr__(self) -> str:
        return f"<{self._label}: {self._handle.type[:LABEL_CHARS]}>"


def to_wire(value: Any) -> Any:
    """An argument as it travels: remotes become the handles that they stand for."""
    if isinstance(value, Remote):
        return value._handle
    if isinstance(value, list | tuple):
        return type(value)(to_wire(item) for item in value)
    if isinstance(value, dict):
        return {key: to_wire(item) for key, item in value.items()}
    return value


def from_wire(value: Any, transport: Transport, label: str) -> Any:
    """An answer as a check sees it: handles become remotes, tensors arrays."""
    if isinstance(value, Handle):
        return Remote(transport, value, label)
    if isinstance(value, Tensor):
        return value.array
    if isinstance(value, list | tuple):
        return type(value)(
            from_wire(item, transport, _labelled(label, index)) for index, item in enumerate(value)
        )
    if isinstance(value, dict):
        return {
            key: from_wire(item, transport, _labelled(label, key)) for key, item in value.items()
        }
    return value


def _check_texts(value: Any, label: str) -> None:
    """Refuse texts of which an array would be huge: in one, each takes the longest's room.

    Raises:
        CheckFailed: there are too many for their length.
    """
    lengths = list(_lengths(value))
    if lengths and 4 * len(lengths) * max(lengths) > MOST_TEXT_BYTES:
        raise CheckFailed(
            f"{label} gave {len(lengths):,} texts, the longest of {max(lengths):,} characters,"
            " which is more than is looked at."
        )


def _lengths(value: Any) -> Iterator[int]:
    if isinstance(value, str | bytes):
        yield len(value)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _lengths(item)
    elif isinstance(value, dict):
        yield from _lengths(list(value.values()))


def _labelled(label: str, key: object) -> str:
    """What a part is called; every part keeps its own name, so a long key must not be in each."""
    if isinstance(key, str | bytes):
        key = key[:KEY_CHARS]
    return f"{label}[{key!r:.{KEY_CHARS}}]"[:LABEL_CHARS]


class Student:
    """What a submission defines, by name: `student.my_rmse` is a `Remote`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def __getattr__(self, name: str) -> Remote:
        if name.startswith("_"):
            raise AttributeError(name)
        handle = self._transport.request("name", name, name=name)
        return Remote(self._transport, handle, name)


def library(transport: Transport, name: str) -> Remote:
    """A library in the student process, such as Keras itself."""
    return Remote(transport, transport.request("module", name, name=name), name)


def tensor(array: Any) -> Tensor:
    """An argument that arrives as a TensorFlow tensor of the array's shape and dtype."""
    return array if isinstance(array, Tensor) else Tensor(np.asarray(array))


def gradient(function: Any, *args: Any, wrt: int = 0) -> np.ndarray[Any, Any]:
    """d sum(function(*args)) / d args[wrt], by TensorFlow's GradientTape in the student process.

    Args:
        function: the student's function, as `student.NAME` or what it returned.
        args: its arguments; the one at `wrt` must be numeric.
        wrt: which argument to differentiate by.

    Returns:
        An array of that argument's shape.

    Raises:
        CheckFailed: when no gradient flows, or `function` is not a function.
    """
    if not isinstance(function, Remote):
        raise CheckFailed(f"Expected a function here, but found {function!r}.")
    wanted = list(args)
    wanted[wrt] = tensor(wanted[wrt])
    label = f"the gradient of {function._label}"
    transport = function._transport
    answer = transport.request(
        "gradient", label, function=function._handle, args=to_wire(tuple(wanted)), wrt=wrt
    )
    if answer is None:
        raise CheckFailed(
            f"No gradient flows through {function._label}: somewhere the computation leaves"
            " TensorFlow (NumPy, int(), float(), a variable's value) or stops at a constant."
        )
    return np.asarray(from_wire(answer, transport, label))
