"""The grader zygote as the engine holds it: takes jobs from several threads, and is replaced."""

import contextlib
import logging
import os
import select
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import msgspec

from autograder.course import Course
from autograder.engine.jobs import LENGTH, Answer, Job, Refused, Step, hear
from autograder.sandbox.preload import QUIET

OnStep = Callable[[Job, str], None]

# what a grading may take beyond the student's own computing before it counts as stuck
SLACK_S = 120.0
DIED = Refused("The grading process ended without a result; try again.", "ours")
STUCK = Refused("The grading process did not come to an end and was stopped; try again.", "ours")

_CLOSE_S = 20.0
_log = logging.getLogger(__name__)


class Pool:
    """Starts a zygote when the first job comes, and another one when it has died.

    `code` is the folder that this program was imported from, where Python finds it only so.
    """

    def __init__(
        self, course: Course, sandbox: str, gpus: str = "", code: Path | None = None
    ) -> None:
        self.command = [sys.executable, "-sP", "-m", "autograder.engine.zygote"]
        self._options = ["--sandbox", sandbox, "--gpus", gpus, "--course", str(course.root)]
        self._environment = _own_environment()
        if code is not None:
            self._environment["PYTHONPATH"] = str(code)
            self._options += ["--code", str(code)]
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self.closed = False

    def grade(self, job: Job, patience_s: float, on_step: OnStep) -> Answer:
        """Do one job, and wait for it at most so long."""
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                self._send(job, theirs)
            return _answer(ours, job, time.monotonic() + patience_s, on_step)

    def start(self) -> None:
        """Start the zygote, so that it is ready sooner."""
        with self._lock:
            if not self.closed:
                self._living()

    def close(self) -> None:
        """End the zygote, and with it everything that is being graded."""
        with self._lock:
            self.closed = True
            self._end()

    def _send(self, job: Job, answers: socket.socket) -> None:
        # in one piece, so that the zygote never sees half of it
        text = msgspec.json.encode(job)
        message = [len(text).to_bytes(LENGTH), text]
        with self._lock, contextlib.suppress(OSError):
            if not self.closed:
                socket.send_fds(self._living(), message, [answers.fileno()])

    def _living(self) -> socket.socket:
        if self._process is not None and self._process.poll() is not None:
            _log.warning("the grader zygote ended with code %s", self._process.returncode)
            self._end()
        if self._control is None:
            self._control, theirs = socket.socketpair()
            with theirs:
                self._process = self._launch(theirs)
        return self._control

    def _launch(self, control: socket.socket) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [*self.command, "--control", str(control.fileno()), *self._options],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=(control.fileno(),),
            env=self._environment,
            start_new_session=True,  # Ctrl-C in a terminal is for the engine alone
        )
        assert process.stderr
        threading.Thread(target=_note, args=(process.stderr,), daemon=True).start()
        return process

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()  # the order to end
            self._control = None
        if self._process is not None:
            try:
                self._process.wait(_CLOSE_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None


def _own_environment() -> dict[str, str]:
    """The environment of a zygote, in which nobody else's settings of Python count."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    return inherited | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"} | QUIET


def _answer(sock: socket.socket, job: Job, deadline: float, on_step: OnStep) -> Answer:
    """What a grader process says in the end."""
    for line in _lines(sock, deadline):
        said = hear(line)
        if not isinstance(said, Step):
            return said
        on_step(job, said.what)
    return DIED if time.monotonic() < deadline else STUCK


def _lines(sock: socket.socket, deadline: float) -> Iterator[bytes]:
    """Whole lines, until the other end is closed or the deadline has come."""
    rest = bytearray()
    while (left := deadline - time.monotonic()) > 0 and select.select([sock], [], [], left)[0]:
        try:
            chunk = sock.recv(1 << 16)
        except OSError:
            return
        if not chunk:
            return
        rest += chunk
        while (end := rest.find(b"\n")) >= 0:
            yield bytes(rest[:end])
            del rest[: end + 1]


def _note(stderr: IO[bytes]) -> None:
    """What graders print goes to the log."""
    with stderr:
        for line in stderr:
            _log.info("grader: %s", line.decode(errors="backslashreplace").rstrip())
