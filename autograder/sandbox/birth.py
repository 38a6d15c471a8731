"""From a fork of the zygote to the student's code: `Birth.run`, which never returns."""

import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from autograder.sandbox import descriptors, isolate, restrict
from autograder.sandbox.isolate import Plan
from autograder.sandbox.limits import ProcessLimits
from autograder.sandbox.report import tell

Entry = Callable[[socket.socket], None]


@dataclass(frozen=True)
class Birth:
    """All that a new process needs to know; `connection`, `log`, `report` are descriptors."""

    mode: str
    plan: Plan
    limits: ProcessLimits
    number: int
    connection: int
    log: int
    report: int
    entry: Entry

    def run(self) -> NoReturn:
        """Isolate or restrict this process, then run the entry in it."""
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        try:
            self._separate()
        except OSError as error:
            self._give_up(error.filename or "start", error.errno or 0)
        except BaseException as error:
            self._give_up(repr(error), 0)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        connection = socket.socket(fileno=descriptors.arrange(self.connection, self.log))
        os._exit(_run(self.entry, connection))

    def _separate(self) -> None:
        """Return in the student process only."""
        descriptors.keep_only(self.connection, self.log, self.report)
        if self.mode == "namespace":
            isolate.enter(self.plan, self.limits, self.number, self.report)
        else:
            restrict.enter(self.plan.data_in_use, self.limits, self.report)

    def _give_up(self, step: object, number: int) -> NoReturn:
        tell(self.report, "failed", step, number)
        os._exit(1)


def _run(entry: Entry, connection: socket.socket) -> int:
    """Return the exit code, as the interpreter would give it."""
    try:
        entry(connection)
        code = 0
    except SystemExit as request:
        code = _exit_code(request.code)
    except BaseException:
        traceback.print_exc()
        code = 1
    for stream in (sys.stdout, sys.stderr):
        # the student's code may have closed or replaced them
        try:
            stream.flush()
        except BaseException:  # noqa: S112 - there is nobody left to tell
            continue
    return code


def _exit_code(code: object) -> int:
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)  # noqa: T201 - what the interpreter does with a text
    return 1
