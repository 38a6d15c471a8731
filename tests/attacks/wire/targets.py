"""What is fuzzed: functions of bytes that raise nothing unless something is wrong."""

import random
import socket
from collections.abc import Callable
from typing import Any

import numpy as np
from impostor import ORDINARY, WIDE, Impostor
from trusted import NOTEBOOK, conversation

from autograder.errors import WireError
from autograder.grading.process import StudentSide, TimeLimits
from autograder.sandbox import ProcessLimits
from autograder.sandbox.ending import Ending
from autograder.wire import Connection, Handle, Tensor, pack, unpack

# of an impostor's acts, those that are over at once and end no process
KINDS = ("value",) * 8 + ("error",) * 3 + ("both", "more", "id", "off by", "whole", "raw", "twice",
         "tampered", "flood", "cut", "close")  # fmt: skip
SPICE: tuple[Callable[[Any, random.Random], Any], ...] = (
    lambda value, at: None,
    lambda value, at: at.choice((0, 1, -1, 42, 2**63, 2**64 - 1, -(2**63), True, False)),
    lambda value, at: at.choice((float("nan"), float("inf"), 0.5, 1e308)),
    lambda value, at: at.choice(
        ("", "double", "NotImplementedError", "\x1b[2J\u202e", "a" * 3_000)
    ),
    lambda value, at: Handle(at.choice((0, 3, 2**64 - 1)), "builtins.list", True),
    lambda value, at: np.zeros(at.choice(((), (0,), (3,), (3, 4), (0, 999), (1,) * 32))),
    lambda value, at: np.full((3,), at.choice((0, 1, 255)), at.choice(("u1", "<f2", ">c16", "?"))),
    lambda value, at: Tensor(np.ones(at.choice((0, 3)), "float32")),
    lambda value, at: [value],
    lambda value, at: (value, value),
    lambda value, at: {"name": value},
    lambda value, at: at.choice(list(ORDINARY.values())),
    lambda value, at: {"type": "ValueError", "bases": [], "message": "no", "frames": []},
)


def decode(data: bytes) -> None:
    """Any bytes are a value, which can be sent on and comes back the same, or a `WireError`."""
    try:
        value = unpack(data)
    except WireError as error:
        assert len(str(error)) < 1_000
        return
    frame = pack(value)
    assert pack(unpack(frame)) == frame


def is_plan(plan: Any) -> bool:
    """Whether these are acts for an impostor that is a thread."""
    return type(plan) is list and all(
        type(act) is list and len(act) == 4 and type(act[0]) is str and act[1] in KINDS
        and (act[1] != "raw" or type(act[2]) is bytes)
        and type(act[3]) is int and 0 <= act[3] < 2**13
        for act in plan
    )  # fmt: skip


def converse(data: bytes) -> None:
    """The trusted side asks everything that a check can ask of an impostor with this plan."""
    try:
        plan = unpack(data, WIDE)
    except WireError:
        return
    if is_plan(plan):
        side = StudentSide(_InPlace(plan), NOTEBOOK, ProcessLimits(), TimeLimits(5.0, 5.0, 60.0))  # type: ignore[arg-type]
        try:
            conversation(side)
        finally:
            side.close()


class _InPlace:
    """In the place of a sandbox where a process for each of a million plans would be too slow."""

    name = "in place"
    image = ""

    def __init__(self, plan: list[Any]) -> None:
        self._plan = plan

    def start(self, limits: ProcessLimits) -> "_Impostor":
        return _Impostor(self._plan)


class _Impostor(Connection):
    """A student process and the connection to it: whoever asks waits until the answer is sent."""

    def __init__(self, plan: list[Any]) -> None:
        ours, self._theirs = socket.socketpair()
        self._theirs.setblocking(False)
        super().__init__(ours)
        self._impostor = Impostor(self._theirs, plan)
        self.connection = self

    def send(self, value: Any, timeout: float | None = None) -> None:
        super().send(value, timeout)
        try:
            self._impostor.answer()
        except (WireError, OSError):  # it has left, or sent more than the kernel keeps
            self._theirs.close()
        if self._impostor.last in ("raw", "tampered"):  # half a message would be waited for
            self._theirs.close()

    def kill(self) -> None:
        self._theirs.close()
        self.close()

    def ending(self, timeout: float = 0.0) -> Ending:
        self.kill()
        return Ending("killed", "it was ended")

    def waited(self) -> float:
        return 0.0

    def log(self) -> str:
        return ""
