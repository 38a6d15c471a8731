"""The keeper: stands between the zygote and a student process, and sees the end of both.

It reaps what the student's processes leave, reports how the student ended, and ends itself,
and with it the whole tree, when the student has ended, when the zygote asks (SIGTERM), or when
the zygote is gone. In mode "namespace" it is the first process of the PID namespace.
"""

import os
import select
import signal
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

from autograder.sandbox import descriptors
from autograder.sandbox.report import tell

_LOOK_AGAIN_MS = 1000


def keep(student: int, report: int, clear_up: Callable[[], None] | None = None) -> NoReturn:
    """Stay until the student process has ended; never returns."""
    parent = os.getppid()
    descriptors.keep_only(report)
    # the first process of a namespace is ended from outside, and by no signal from inside
    wake = _listen(signal.SIGCHLD, *([signal.SIGTERM] if clear_up else []))
    status = None
    poll = select.poll()
    poll.register(wake, select.POLLIN)
    poll.register(report, 0)  # the kernel says when nobody reads any more
    while status is None:
        events = dict(poll.poll(_LOOK_AGAIN_MS))
        asked = wake in events and signal.SIGTERM in os.read(wake, 512)
        status = _reap(student)
        if asked or report in events or os.getppid() != parent:
            break
    if clear_up is not None:
        clear_up()
    if status is not None:
        tell(report, "status", status)
    os._exit(0)


def _listen(*numbers: signal.Signals) -> int:
    """Return a descriptor that carries the numbers of arriving signals."""
    wake, write = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(write, False)
    signal.set_wakeup_fd(write, warn_on_full_buffer=False)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in numbers:
        signal.signal(number, _only_wake)
    os.kill(os.getpid(), signal.SIGCHLD)  # a child that ended before is noticed too
    return wake


def _only_wake(number: int, frame: FrameType | None) -> None:
    return


def _reap(student: int) -> int | None:
    found = None
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return found
        if pid == 0:
            return found
        if pid == student:
            found = status
