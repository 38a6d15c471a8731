"""Whether an answer is still the one that was checked.

The fingerprint of a function or class is made of its compiled code, and of whatever the student
defined that it uses; so a changed helper is a changed answer, and a changed comment is not.
"""

import functools
import hashlib
import types
from collections.abc import Iterator
from typing import Any

_DEPTH = 12
_PLAIN = (type(None), bool, int, float, complex, str, bytes)
_OF_EVERY_CLASS = frozenset(
    {"__dict__", "__weakref__", "__module__", "__doc__", "__firstlineno__", "__static_attributes__"}
)


def fingerprint(thing: Any) -> str:
    """Equal for equal definitions; other objects are told apart by which object they are."""
    parts = _parts(thing, set(), _DEPTH)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


def _parts(thing: Any, seen: set[int], depth: int) -> Iterator[str]:
    thing = _unwrapped(thing)
    if isinstance(thing, _PLAIN):
        yield f"{type(thing).__name__} {thing!r}"
        return
    if id(thing) in seen or not depth:
        yield "seen"
        return
    seen.add(id(thing))
    if isinstance(thing, types.FunctionType):
        yield from _function(thing, seen, depth)
    elif isinstance(thing, type) and _is_own(thing):
        yield from _class(thing, seen, depth)
    elif isinstance(thing, types.CodeType):
        yield from _code(thing, seen, depth)
    elif isinstance(thing, list | tuple):
        yield f"{len(thing)} items"
        for item in thing:
            yield from _parts(item, seen, depth - 1)
    elif isinstance(thing, dict):
        yield from _parts(tuple(thing.items()), seen, depth - 1)
    elif isinstance(thing, property):
        yield from _parts((thing.fget, thing.fset), seen, depth - 1)
    elif isinstance(thing, functools.partial):
        yield from _parts((thing.func, thing.args, thing.keywords), seen, depth - 1)
    else:
        name = getattr(thing, "__qualname__", None)
        yield f"{type(thing).__qualname__} {name or id(thing)}"


def _function(function: types.FunctionType, seen: set[int], depth: int) -> Iterator[str]:
    yield "function"
    yield from _code(function.__code__, seen, depth)
    yield from _parts((function.__defaults__, function.__kwdefaults__), seen, depth - 1)
    for cell in function.__closure__ or ():
        try:
            yield from _parts(cell.cell_contents, seen, depth - 1)
        except ValueError:  # not filled yet
            yield "empty"
    if _is_own(function):
        names = function.__globals__
        for name in sorted(_names(function.__code__) & names.keys()):
            used = _unwrapped(names[name])
            if isinstance(used, _PLAIN) or _is_own(used):
                yield name
                yield from _parts(used, seen, depth - 1)


def _class(kind: type, seen: set[int], depth: int) -> Iterator[str]:
    yield f"class {kind.__name__}"
    for base in kind.__bases__:
        yield from _parts(base, seen, depth - 1)
    for name, value in sorted(vars(kind).items()):
        if name not in _OF_EVERY_CLASS and not isinstance(value, types.GetSetDescriptorType):
            yield name
            yield from _parts(value, seen, depth - 1)


def _code(code: types.CodeType, seen: set[int], depth: int) -> Iterator[str]:
    yield code.co_code.hex()
    yield " ".join((*code.co_names, *code.co_varnames, *code.co_freevars))
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _code(constant, seen, depth)
        elif isinstance(constant, frozenset):
            yield repr(sorted(map(repr, constant)))
        else:
            yield repr(constant)


def _names(code: types.CodeType) -> set[str]:
    """What the code and the functions in it look up by name."""
    inner = (_names(part) for part in code.co_consts if isinstance(part, types.CodeType))
    return set(code.co_names).union(*inner)


def _is_own(thing: Any) -> bool:
    """Whether it was defined in the notebook."""
    return getattr(thing, "__module__", None) == "__main__"


def _unwrapped(thing: Any) -> Any:
    """The function inside a method or decorator such as `tf.function`."""
    for name in ("__func__", "python_function", "__wrapped__"):
        inner = getattr(thing, name, None) if not isinstance(thing, type) else None
        if isinstance(inner, types.FunctionType):
            return inner
    return thing
