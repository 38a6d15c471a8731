"""A zygote that has just been started, on this machine or in a container: `Launched`."""

import socket
import subprocess
import sys
from collections.abc import Sequence
from typing import IO, Protocol

from autograder.errors import SandboxError

_ZYGOTE = ("-sPB", "-m", "autograder.sandbox.zygote")


class Launched(Protocol):
    """How the trusted side holds a zygote."""

    control: socket.socket
    pid: int  # on this machine

    def outside(self, pid: int) -> int:
        """The number that one of its descendants has on this machine; 0 if it is unknown."""

    def ended(self, wait: float = 0.0) -> int | None:
        """Its exit code, once it has ended; waits for that at most so many seconds."""

    def end(self, patience: float) -> None:
        """End it, by force after a while."""


class Process:
    """A zygote that is a child of this process."""

    def __init__(
        self, environment: dict[str, str], arguments: Sequence[str], stderr: IO[bytes]
    ) -> None:
        self.control, theirs = socket.socketpair()
        with theirs:
            self._process = _popen(
                [sys.executable, *_ZYGOTE, "--control", str(theirs.fileno()), *arguments],
                environment,
                stderr,
                theirs.fileno(),
            )
        self.pid = self._process.pid

    def outside(self, pid: int) -> int:
        """See `Launched`."""
        return pid

    def ended(self, wait: float = 0.0) -> int | None:
        """See `Launched`."""
        return wait_for(self._process, wait)

    def end(self, patience: float) -> None:
        """See `Launched`."""
        # one that is still loading dies of it; one that serves takes leave of its students
        self._process.terminate()
        if wait_for(self._process, patience) is None:
            self._process.kill()
            self._process.wait()


def wait_for(process: subprocess.Popen[bytes], seconds: float) -> int | None:
    """The exit code of a child, or None if it is still there."""
    try:
        return process.wait(seconds) if seconds else process.poll()
    except subprocess.TimeoutExpired:
        return None


def _popen(
    command: Sequence[str], environment: dict[str, str], stderr: IO[bytes], control: int
) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=stderr,
            stderr=stderr,
            pass_fds=(control,),
            env=environment,
            cwd="/",
            start_new_session=True,  # Ctrl-C in a terminal is for the grader alone
        )
    except OSError as error:
        raise SandboxError(f"{command[0]} could not be started: {error}.") from None
