"""Sandboxes with nothing loaded, whose student processes run whatever code they are sent."""

import os
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from autograder.errors import SandboxError
from autograder.sandbox import ProcessLimits, Sandbox, StudentProcess, engines, image, open_sandbox

HERE = Path(__file__).parent
MIB = 1024**2


@dataclass(frozen=True)
class Workshop:
    """A sandbox, and a mark by which every process forked in it is found on this machine."""

    sandbox: Sandbox
    mark: str

    def start(self, **limits: int) -> StudentProcess:
        return self.sandbox.start(ProcessLimits(**limits))

    def processes(self) -> set[int]:
        """All living processes of this sandbox, the zygote included."""
        return marked(self.mark)

    def students(self) -> set[int]:
        return self.processes() - {self.sandbox.pid}


@cache
def missing_container() -> str:
    """Why this machine has no container to test; empty if it has."""
    try:
        image.digest(engines.find())
    except SandboxError as error:
        return str(error)
    return ""


def require(mode: str) -> None:
    """Skip what needs a container where there is none, unless AUTOGRADER_CONTAINER is set."""
    if mode == "container" and missing_container() and not os.environ.get("AUTOGRADER_CONTAINER"):
        pytest.skip(missing_container())


def marked(mark: str) -> set[int]:
    """Living processes whose command line holds the mark; forks share their parent's."""
    found = set()
    for path in Path("/proc").iterdir():
        if path.name.isdecimal():
            try:
                program, *arguments = (path / "cmdline").read_bytes().split(b"\0")
                # a container's engine was called with the same words
                if b"python" in program and mark.encode() in b" ".join(arguments):
                    found.add(int(path.name))
            except OSError:
                continue
    return found


def ask(process: StudentProcess, code: str, timeout: float = 20) -> Any:
    """Run code there; return what it left in `answer`, or fail with its traceback."""
    process.connection.send(code)
    reply = process.connection.receive(timeout)
    assert "answer" in reply, reply["error"]
    return reply["answer"]


def eventually(true: Callable[[], bool], seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.02)
    return true()


def open_workshop(mode: str, libraries: tuple[str, ...] = ()) -> Workshop:
    require(mode)
    mark = uuid.uuid4().hex
    paths = (HERE, HERE / mark)  # the second only marks the command line
    return Workshop(
        open_sandbox(mode, entry="entries:run_code", libraries=libraries, path=paths), mark
    )


@pytest.fixture(scope="module", params=["namespace", "container", "process"])
def workshop(request: pytest.FixtureRequest) -> Iterator[Workshop]:
    made = open_workshop(request.param)
    with made.sandbox:
        yield made
        assert eventually(lambda: not made.students()), "student processes were left over"


@pytest.fixture(params=["namespace", "container", "process"])
def own_workshop(request: pytest.FixtureRequest) -> Iterator[Workshop]:
    """One that a test may break."""
    made = open_workshop(request.param)
    with made.sandbox:
        yield made
