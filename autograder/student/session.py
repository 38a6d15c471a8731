"""One namespace with a student's definitions, and the questions it answers.

A request is a dictionary with an `op` and its arguments; the answer is `{"value": …}` or
`{"error": {"type", "bases", "message", "frames"}}`. docs/protocol.md lists the operations.
"""

import importlib
import tempfile
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.student import inert, rebuild, tensors, weights
from autograder.student.cells import run_cell
from autograder.student.facts import describe_model
from autograder.student.failures import describe_failure
from autograder.student.values import Handles, as_array, from_wire, to_wire
from autograder.wire import Handle

MODULES = frozenset({"keras", "numpy", "pandas", "tensorflow"})


class Session:
    """Answers requests about the names in `namespace`."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.namespace = namespace
        self._handles = Handles()
        self._seeds: set[int] = set()

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Carry out one request; whatever the student's code raises becomes an answer."""
        arguments = {key: value for key, value in request.items() if key not in ("id", "op")}
        try:
            operation = getattr(self, f"do_{request['op']}")
            return {"value": to_wire(operation(**arguments), self._handles.keep)}
        except BaseException as error:
            return {"error": describe_failure(error)}

    def do_prepare(self) -> None:
        """Give the namespace what a notebook has without importing it."""
        self.namespace.update(inert.notebook_names())
        inert.silence_checks()

    def do_run(self, code: str, where: str) -> None:
        """Run a cell; its failure is the answer, its definitions stay."""
        error = run_cell(code, where, self.namespace)
        if error is not None:
            raise error

    def do_names(self) -> list[str]:
        """The names that the cells defined."""
        return sorted(name for name in self.namespace if not name.startswith("__"))

    def do_name(self, name: str) -> Any:
        """What the student defined under a name: always behind a handle, even a number."""
        return self._handles.keep(self.namespace[name])

    def do_module(self, name: str) -> Handle:
        """One of the libraries that checks may use on this side."""
        if name not in MODULES:
            raise ValueError(f"{name} is not among {sorted(MODULES)}")
        return self._handles.keep(importlib.import_module(name))

    def do_attribute(self, target: Handle, name: str) -> Any:
        """`target.name`"""
        return getattr(self._object(target), name)

    def do_assign(self, target: Handle, name: str, value: Any) -> None:
        """`target.name = value`"""
        setattr(self._object(target), name, from_wire(value, self._handles.find))

    def do_call(self, target: Handle, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """`target(*args, **kwargs)`"""
        find = self._handles.find
        return self._object(target)(*from_wire(args, find), **from_wire(kwargs, find))

    def do_item(self, target: Handle, key: Any) -> Any:
        """`target[key]`"""
        return self._object(target)[from_wire(key, self._handles.find)]

    def do_length(self, target: Handle) -> int:
        """`len(target)`"""
        return len(self._object(target))

    def do_items(self, target: Handle) -> list[Any]:
        """`list(target)`, for what is no longer than a list should be."""
        things = []
        for thing in self._object(target):
            things.append(thing)
            if len(things) > 10_000:
                raise ValueError("more than 10,000 items")
        return things

    def do_array(self, target: Handle) -> Any:
        """The numbers in `target`."""
        return as_array(self._object(target))

    def do_describe(self, target: Handle) -> dict[str, Any]:
        """Facts about a model or layer: a claim, for the other side to check."""
        return describe_model(self._object(target))

    def do_plan(self, target: Handle) -> str:
        """What a model is made of: a claim like `describe`, but one that can be tried."""
        return rebuild.plan(self._object(target))

    def do_build(self, config: str) -> dict[str, Any]:
        """Make a model from a plan; asked of a process in which no student's code ran."""
        return rebuild.build(config)

    def do_gradient(self, function: Handle, args: tuple[Any, ...], wrt: int) -> Any:
        """d sum(function(*args)) / d args[wrt]"""
        return tensors.gradient(self._object(function), from_wire(args, self._handles.find), wrt)

    def do_keep_file(self, name: str, start: int, part: Any) -> None:
        """Keep a part (uint8) of a file that was handed in, `start` bytes into it."""
        weights.keep(self._folder, name, start, part)

    def do_load_weights(self, target: Handle, name: str) -> None:
        """Give a model the weights in a file that was kept."""
        weights.load(self._object(target), self._folder / name)

    def do_seed(self, value: int) -> None:
        """Seed Python, NumPy, TensorFlow and Keras."""
        tensors.seed(value, again=value in self._seeds)
        self._seeds.add(value)

    def do_release(self) -> None:
        """Forget all handles."""
        self._handles.release()

    @cached_property
    def _folder(self) -> Path:
        """For files that were handed in; it goes with the process."""
        return Path(tempfile.mkdtemp())

    def _object(self, handle: Handle) -> Any:
        return self._handles.find(handle.id)
