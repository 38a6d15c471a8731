"""The trusted side, as it is in a grader process, against an impostor in a real sandbox.

Run as a program it is a grader's zygote for these tests: it takes plans over a socket and deals
with each in a fork of its own, so that memory and time are those of one plan alone.
"""

import contextlib
import os
import resource
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from impostor import WIDE

from autograder.course import load
from autograder.grading import describe, expect, gradient, tensor
from autograder.grading.facts import ModelFacts
from autograder.grading.outcomes import CheckEnded
from autograder.grading.process import StudentSide, TimeLimits
from autograder.grading.remote import Remote, Student, Transport, library
from autograder.grading.run import grade, read_submission
from autograder.grading.weights import Weights
from autograder.notebook import Cell, Notebook, WeightsFile
from autograder.results import to_json
from autograder.sandbox import ProcessLimits, Sandbox
from autograder.wire import Connection, Handle, pack

PATIENCE_S = 60  # far beyond what any plan may take; the limits below end it long before
SHORT_S = 0.5
CELL = Cell(0, "exercise", "double", "pass", "pass", "pass", None)
NOTEBOOK = Notebook(Path("hostile.ipynb"), (CELL,), {}, ())


def conversation(side: StudentSide) -> list[str]:
    """Ask everything that a check can ask; for each step how it ended.

    Raises:
        AssertionError: something came through that is not what its type says.
        Exception: one that the trusted side must not raise.
    """
    ended = []
    for name, step in STEPS.items():
        try:
            side.ready(1, None, np.random.default_rng())
            step(side)
        except CheckEnded as end:
            ended.append(f"{name}: {type(end).__name__}")
            assert isinstance(end.message, str)
        else:
            ended.append(f"{name}: went through")
    for notice in side.cells.notices():
        assert_legible(notice)
    return ended


def assert_legible(text: str) -> None:
    """What a person is to read does not command a terminal, and is no book."""
    assert type(text) is str
    assert len(text) < 5_000, len(text)
    assert all(c.isprintable() or c == "\n" for c in text), ascii(text)


def _remote(side: Transport) -> Remote:
    return Remote(side, Handle(1, "builtins.function", True), "double")


def _why_missing(side: StudentSide) -> None:
    reason = side.why_missing("double")
    if reason is not None:
        assert_legible(reason)


def _name(side: StudentSide) -> None:
    found = Student(side).double
    assert isinstance(found, Remote)
    assert isinstance(found._handle, Handle)
    repr(found)


def _module(side: StudentSide) -> None:
    assert isinstance(library(side, "keras")._handle, Handle)


def _length(side: StudentSide) -> None:
    assert len(_remote(side)) >= 0


def _items(side: StudentSide) -> None:
    for item in _remote(side):
        _use(item)


def _array(side: StudentSide) -> None:
    array = np.asarray(_remote(side))
    assert type(array) is np.ndarray
    assert array.dtype.kind in "biufc"


class _Alone:
    """A student's side without a clean process beside it, which would be an impostor, too."""

    def __init__(self, side: StudentSide) -> None:
        self._side = side

    def request(self, operation: str, label: str, **arguments: Any) -> Any:
        """As the side does it."""
        return self._side.request(operation, label, **arguments)


def _describe(side: StudentSide) -> None:
    facts = describe(_remote(_Alone(side)))
    assert type(facts) is ModelFacts
    facts.all_layers()


def _gradient(side: StudentSide) -> None:
    found = gradient(_remote(side), np.ones(3))
    assert type(found) is np.ndarray
    assert found.dtype.kind in "biufc"


def _weights(side: StudentSide) -> None:
    Weights(side, WeightsFile("w.npz", b"abc")).into(_remote(side))


def _use(value: Any) -> None:
    """Take for a check's value whatever has come, in all the ways that checks have."""
    _assert_of_the_wire(value)
    for statement in STATEMENTS:
        try:
            statement(value)
        except CheckEnded as end:
            end.text(public=True)


def _assert_of_the_wire(value: Any) -> None:
    assert type(value) in KINDS or isinstance(value, np.generic), type(value)
    if isinstance(value, list | tuple):
        for item in value:
            _assert_of_the_wire(item)
    if isinstance(value, dict):
        for item in value.values():
            _assert_of_the_wire(item)
    if isinstance(value, np.ndarray | np.generic):
        assert value.dtype.kind in "biufc"
    if isinstance(value, Remote):
        assert type(value._handle) is Handle


KINDS = {type(None), bool, int, float, complex, str, bytes, list, tuple, dict, np.ndarray, Remote}
NEVER = np.array([0.123456789, -9.87654321e10, 3.14159265])  # what no plan hits upon


def _is_no_bomb(value: Any) -> None:
    """Graders make arrays of what has come, too; what they then stumble over fails the check."""
    with contextlib.suppress(ValueError, TypeError):
        np.asarray(value)


def _is_not(value: Any) -> None:
    expect(value).close_to(NEVER, averaged_over=3)
    raise AssertionError(f"taken for the right numbers: {value!r:.200}")


def _is_not_one_number(value: Any) -> None:
    expect(value).close_to(NEVER[0], averaged_over=3)
    raise AssertionError(f"taken for the right number: {value!r:.200}")


def _is_not_a_secret(value: Any) -> None:
    expect(value).equals("a secret that no plan knows")
    raise AssertionError(f"taken for the right text: {value!r:.200}")


def _equals_a_number(value: Any) -> None:
    expect(value).equals(42)
    assert not isinstance(value, str | bytes | dict | Remote | None)
    assert np.asarray(value) == 42


def _is_not_a_dictionary(value: Any) -> None:
    expect(value).equals({"a": NEVER, "b": [1, {"loss": 2.0}]})
    raise AssertionError(f"taken for the right dictionary: {value!r:.200}")


def _is_large(value: Any) -> None:
    expect(value).at_least(1e300)
    assert np.asarray(value).astype("float64") >= 1e300


STATEMENTS: list[Callable[[Any], Any]] = [
    _is_no_bomb,
    _is_not,
    _is_not_one_number,
    _is_not_a_secret,
    _is_not_a_dictionary,
    _equals_a_number,
    _is_large,
    lambda value: expect(value).has_shape((3, None)),
    lambda value: expect(value).is_scalar(),
    lambda value: expect(value).is_finite(),
    lambda value: expect(value).is_true("It is not true."),
]
STEPS: dict[str, Callable[[StudentSide], None]] = {
    "why missing": _why_missing,
    "name": _name,
    "module": _module,
    "attribute": lambda side: _use(_remote(side).units),
    "shape": lambda side: expect(_remote(side)).has_shape((2, None)) and None,
    "has": lambda side: hasattr(_remote(side), "units") and None,
    "assign": lambda side: setattr(_remote(side), "units", [1, np.zeros(2)]),
    "call": lambda side: _use(_remote(side)(tensor(np.ones(3)), units=3)),
    "item": lambda side: _use(_remote(side)["a"]),
    "length": _length,
    "items": _items,
    "array": _array,
    "truth": lambda side: bool(_remote(side)) and None,
    "describe": _describe,
    "gradient": _gradient,
    "weights": _weights,
}


class Trusted:
    """A sandbox full of impostors, and what is asked of them."""

    def __init__(self, sandbox: Sandbox, plan: Path) -> None:
        self._sandbox = sandbox
        self._plan = plan

    def converse(self, acts: list[Any], seconds: float = SHORT_S) -> dict[str, Any]:
        """Everything that a check can ask, with so many seconds for each."""
        self._write(acts)
        limits = TimeLimits(cell_s=seconds, check_s=seconds, submission_s=6 * seconds)
        side = StudentSide(self._sandbox, NOTEBOOK, ProcessLimits(log_bytes=4096), limits)
        try:
            return {"ended": conversation(side)}
        finally:
            side.close()

    def grade(self, acts: list[Any], course: str, notebook: str) -> dict[str, Any]:
        """A whole grading, with the real pytest and the real checks of a course."""
        self._write(acts)
        loaded = load(Path(course))
        result = grade(read_submission(Path(notebook), loaded), loaded, self._sandbox, seed=1)
        return {"result": to_json(result).decode()}

    def _write(self, acts: list[Any]) -> None:
        self._plan.write_bytes(pack(acts, WIDE))

    def in_a_fork(self, what: str, *arguments: Any) -> dict[str, Any]:
        """The same in a fork: what it says, what memory it took, whether it ended by itself."""
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            ours.close()
            self._report(theirs, what, arguments)
        theirs.close()
        try:
            return dict(Connection(ours, WIDE).receive(timeout=PATIENCE_S))
        except Exception as error:
            return {"broke": f"it did not say how it ended: {error}"}
        finally:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            ours.close()

    def _report(self, sock: socket.socket, what: str, arguments: tuple[Any, ...]) -> None:
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            Path("/proc/self/clear_refs").write_text("5")
            before, began = _most_memory(), time.monotonic()
            try:
                said = getattr(self, what)(*arguments)
            except BaseException:
                said = {"broke": traceback.format_exc()}
            said |= {"grown": _most_memory() - before, "seconds": time.monotonic() - began}
            Connection(sock, WIDE).send(said)
        finally:
            os._exit(0)


def _most_memory() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024


def main() -> None:
    """Serve the tests: `trusted.py DESCRIPTOR FOLDER`."""
    sock, folder = socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    Path(folder, "plan").touch()
    here = Path(__file__).parent
    connection = Connection(sock, WIDE)
    with Sandbox("process", entry="impostor:serve", libraries=(), path=[here, folder]) as sandbox:
        trusted = Trusted(sandbox, folder / "plan")
        while True:
            try:
                question = connection.receive()
            except Exception:
                return
            connection.send(trusted.in_a_fork(*question))


if __name__ == "__main__":
    main()
