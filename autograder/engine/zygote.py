"""The grader zygote: has pytest and what graders import in memory, and forks a grader a job.

Run as `python -sP -m autograder.engine.zygote --control N --sandbox MODE --course DIR` by `Pool`,
which sends it jobs over one socket, each with the socket that its answers go to. It holds the
sandbox that all of its graders start student processes in. Every job is graded in a fork of its
own, ended when nobody listens to it any more, so that nothing of one grading is left for the
next. One thread, one loop: see `sandbox.preload`. When the socket closes, it ends, and
everything with it.
"""

import argparse
import contextlib
import gc
import os
import select
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import msgspec
from _pytest.config import default_plugins

from autograder.course import load
from autograder.course.imports import modules_of_graders, modules_of_stubs
from autograder.engine import keys
from autograder.engine.jobs import LENGTH, Job, Refused, fault_of, say
from autograder.errors import AutograderError, SandboxError
from autograder.sandbox import Sandbox, UnsafeToFork, begin_anew, open_sandbox, preload

Life = Callable[[], NoReturn]

GRADER = "autograder.engine.fork"
PYTEST = [f"_pytest.{plugin}" for plugin in default_plugins]  # imported only when a session begins
GROWN = 256 * 2**20  # bytes by which it may have grown before it is replaced
LOOK = 64  # how many jobs lie between two looks at its size


class Zygote:
    """The loop, the sandbox, and the jobs that are being graded."""

    def __init__(self, options: argparse.Namespace, control: socket.socket) -> None:
        self._options = options
        self._control = control
        self._jobs: dict[int, socket.socket] = {}  # a grader's process → where its answers go
        self._sandbox: Sandbox | None = None
        self._wake = _wake_when_a_child_ends()
        self._count = 0
        self._size = 0
        self._grown = False  # then no job is taken until those that run have ended
        self._also: list[str] = []

    def run(self) -> Life | None:
        """Serve until nobody asks any more; in a forked child, return the life it is to lead."""
        self._warm_up()
        while True:
            ready = self._wait()
            self._reap()
            for pid, answers in self._jobs.items():
                if answers.fileno() in ready:
                    os.kill(pid, signal.SIGKILL)  # nobody listens to it any more
            if self._count >= LOOK:
                self._look_at_size()
            if self._grown and not self._jobs:
                self._begin_anew()
            if self._control.fileno() in ready:
                length, descriptors, _, _ = socket.recv_fds(self._control, LENGTH, 1)
                if not length:
                    self._end_all()
                    return None
                text = self._control.recv(int.from_bytes(length), socket.MSG_WAITALL)
                job = msgspec.json.decode(text, type=Job)
                life = self._begin(job, socket.socket(fileno=descriptors[0]))
                if life is not None:
                    return life

    def _warm_up(self) -> None:
        """Import what graders need, while the sandbox imports what students need."""
        assignments = load(Path(self._options.course)).assignments.values()
        self._also = modules_of_stubs(assignments)
        with contextlib.suppress(SandboxError):  # if it lasts, every job will say so
            self._sandbox = self._open()
        cold = dict(word.split("=", 1) for word in self._options.cold)
        try:
            preload([GRADER], [*PYTEST, *modules_of_graders(assignments)], cold)
        except UnsafeToFork as error:
            self._begin_anew("--cold", f"{error.module}={error.reason}")
        # what every grading asks for is found out once, here
        keys.machine()
        keys.own_code()
        for assignment in assignments:
            keys.check_keys(assignment)
        gc.collect()
        gc.freeze()

    def _open(self) -> Sandbox:
        return open_sandbox(
            self._options.sandbox,
            also=self._also,
            gpus=self._options.gpus,
            code=self._options.code,
        )

    def _wait(self) -> set[int]:
        poll = select.poll()
        # with 0, the kernel says only when the other end is closed
        poll.register(self._control, 0 if self._grown else select.POLLIN)
        poll.register(self._wake, select.POLLIN)
        for answers in self._jobs.values():
            poll.register(answers, 0)
        return {descriptor for descriptor, _ in poll.poll()}

    def _reap(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(self._wake, 4096)
        for pid in list(self._jobs):
            if os.waitpid(pid, os.WNOHANG)[0]:
                self._jobs.pop(pid).close()

    def _begin(self, job: Job, answers: socket.socket) -> Life | None:
        try:
            sandbox = self._living_sandbox()
        except AutograderError as error:
            with answers, contextlib.suppress(OSError):
                say(answers.makefile("wb"), Refused(str(error), fault_of(error)))
            return None
        pid = os.fork()
        if pid == 0:
            return lambda: self._grade(job, sandbox, answers)
        self._jobs[pid] = answers
        self._count += 1
        return None

    def _living_sandbox(self) -> Sandbox:
        if self._sandbox is not None and not self._sandbox.alive:
            self._sandbox.close()
            self._sandbox = None
        self._sandbox = self._sandbox or self._open()
        return self._sandbox

    def _grade(self, job: Job, sandbox: Sandbox, answers: socket.socket) -> NoReturn:
        """The life of a grader process."""
        from autograder.engine.fork import grade_and_exit  # noqa: PLC0415 - see GRADER

        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._control.close()
        for other in self._jobs.values():
            other.close()
        grade_and_exit(job, sandbox, answers.makefile("wb"))

    def _look_at_size(self) -> None:
        self._count = 0
        size = 0 if self._sandbox is None else self._sandbox.memory()
        self._size = self._size or size
        self._grown = size > self._size + GROWN

    def _begin_anew(self, *more: str) -> NoReturn:
        if self._sandbox is not None:
            self._sandbox.close()
        begin_anew(*more)

    def _end_all(self) -> None:
        for pid in self._jobs:
            os.kill(pid, signal.SIGKILL)
        for pid in self._jobs:
            os.waitpid(pid, 0)
        if self._sandbox is not None:
            self._sandbox.close()


def _wake_when_a_child_ends() -> int:
    """A descriptor that becomes readable then."""
    wake, write = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(write, False)
    signal.set_wakeup_fd(write, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    return wake


def main() -> None:
    """Read the arguments, then be a zygote, or one of its children."""
    parser = argparse.ArgumentParser(prog="autograder.engine.zygote")
    parser.add_argument("--control", type=int, required=True)
    parser.add_argument("--sandbox", required=True)
    parser.add_argument("--gpus", default="")
    parser.add_argument("--course", required=True)
    parser.add_argument("--code", type=Path, help="the folder that this was imported from")
    parser.add_argument("--cold", action="append", default=[], help="MODULE=REASON")
    options = parser.parse_args()
    os.dup2(2, 1)  # whatever a grader prints is for the log
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the engine, which tells us
    life = Zygote(options, socket.socket(fileno=options.control)).run()
    if life is not None:
        life()


if __name__ == "__main__":
    main()
