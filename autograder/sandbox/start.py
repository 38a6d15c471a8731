"""One start of a student process, as its zygote sees it: `Start`.

A leash leads to whoever asked for the start. Over it go the news that the student process
stands or why it does not, and in the end how it ended; a word on it, or its end, is the order
to end the student process. A report pipe leads to the processes of the start themselves.
"""

import contextlib
import os
import shutil
import signal
import time
from dataclasses import dataclass, field

from autograder.errors import WireError
from autograder.sandbox import ending, process_tree
from autograder.sandbox.ending import Ending
from autograder.sandbox.limits import MIB, ProcessLimits
from autograder.sandbox.process_tree import Process
from autograder.sandbox.report import Report
from autograder.wire import Connection

_PATIENCE = 6.0  # a keeper in mode "process" has this long to end its tree
_WRITABLE = ("tmp", "dev/shm")


@dataclass
class Start:
    """What is known about a start that has not ended yet."""

    limits: ProcessLimits
    leash: Connection
    leash_descriptor: int
    report: Report
    first: int  # the process that the zygote forked
    cold: dict[str, str]  # modules that it has to import for itself, each with the reason
    keeper: int | None = None
    student_status: int | None = None
    ready: bool = False
    scratch: str = ""
    reporting: bool = True
    order: Ending | None = None  # why the zygote ended it
    deadline: float = 0.0
    reaped: dict[int, int] = field(default_factory=dict)

    def hear(self) -> None:
        """Read what the processes of this start report."""
        lines = self.report.read()
        if lines is None:
            self.reporting = False
            return
        for word, *details in lines:
            if word == "scratch":
                self.scratch = " ".join(details)
            elif word == "status":
                self.student_status = int(details[0])
            elif word == "failed":
                self._tell({"failed": " ".join(details[:-1]), "errno": int(details[-1])})
            else:
                self._advance(word, details)

    def _advance(self, word: str, details: list[str]) -> None:
        """Note who keeps the tree and that it is ready; two processes say so, in any order."""
        if word == "keeper":
            self.keeper = int(details[0])
            if self.deadline:
                self._signal()  # the order came before there was anybody to give it to
        else:
            self.ready = True
        if self.ready and self.keeper is not None:
            self._tell({"started": self.keeper, "cold": self.cold})

    def end(self, order: Ending) -> None:
        """End the whole tree; the first order counts."""
        if self.order is None and self.student_status is None:
            self.order = order
        if not self.deadline:
            self.deadline = time.monotonic() + _PATIENCE
            self._signal()

    def _signal(self) -> None:
        """Kill a namespace through its first process; ask a keeper that has to clear up."""
        if self.keeper is not None and self.keeper not in self.reaped:
            _kill(self.keeper, signal.SIGTERM if self.keeper == self.first else signal.SIGKILL)

    def reap(self) -> bool:
        """Collect what has ended; say whether the whole tree is gone."""
        if self.deadline and time.monotonic() > self.deadline and self.keeper is not None:
            _kill(self.keeper, signal.SIGKILL)
        if self.first not in self.reaped:
            self._collect(self.first)
        if self.keeper is not None and self.first in self.reaped:
            self._collect(self.keeper)
        done = self.first in self.reaped and self.keeper in {None, *self.reaped}
        return done and not self.reporting

    def _collect(self, pid: int) -> None:
        if pid not in self.reaped:
            # not our child until its maker has ended
            with contextlib.suppress(ChildProcessError):
                found, status = os.waitpid(pid, os.WNOHANG)
                if found:
                    self.reaped[pid] = status

    def watch(self, libraries: int) -> None:
        """End the tree when it has grown too large; `libraries` are bytes that all share."""
        if self.keeper is None or self.deadline:
            return
        tree = process_tree.tree(self.keeper)
        if sum(process.threads for process in tree) > self.limits.processes:
            many = f"more than {self.limits.processes} processes and threads"
            self.end(Ending("killed", many))
        elif self._memory(tree, libraries) > self.limits.memory_bytes + libraries:
            self.end(Ending("memory", f"more than {self.limits.memory_bytes // MIB} MiB"))

    def _memory(self, tree: list[Process], libraries: int) -> int:
        files = 0 if self.keeper == self.first else _memory_in_files(tree)
        resident = sum(process.resident for process in tree)
        if resident + files <= self.limits.memory_bytes + libraries:
            return resident + files  # too much by far, but enough to know
        sizes = [process_tree.own_memory(process) for process in tree]
        shared = sum(size[1] for size in sizes)
        # a file in memory that is also mapped was counted as shared already
        return sum(size[0] for size in sizes) + max(shared, files)

    def finish(self) -> bool:
        """Say how it ended and let go; return whether its keeper ended as it should."""
        status = self.reaped.get(self.keeper or self.first, 0)
        how = self.order or ending.from_status(
            status if self.student_status is None else self.student_status
        )
        self._tell({"reason": how.reason, "detail": how.detail})
        self.leash.close()
        os.close(self.report.pipe)
        if self.scratch:
            shutil.rmtree(self.scratch, ignore_errors=True)
        return status == 0

    def _tell(self, news: dict[str, object]) -> None:
        # whoever asked may have gone; the leash then says so, too
        with contextlib.suppress(WireError, OSError):
            self.leash.send(news, timeout=5)


def _kill(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def _memory_in_files(tree: list[Process]) -> int:
    """Return the bytes in the private /tmp and /dev/shm, seen through one of the processes."""
    for process in tree:
        with contextlib.suppress(OSError):
            places = [os.statvfs(f"/proc/{process.pid}/root/{name}") for name in _WRITABLE]
            return sum((place.f_blocks - place.f_bfree) * place.f_frsize for place in places)
    return 0
