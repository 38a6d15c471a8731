"""The zygote: imports TensorFlow once, then forks a student process for every start.

Run as `python -sPB -m autograder.sandbox.zygote` by `Sandbox`, which speaks to it over one
socket: {"do": "load"} and {"do": "start", "limits": …}, the latter with three descriptors (the
student's end of the wire, the log, the leash of `start.Start`); all answers go over leashes.
One thread, one loop, and no TensorFlow operation ever: see `preload`. When the socket closes,
it ends, and everything with it.
"""

import argparse
import gc
import importlib
import os
import select
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from typing import NoReturn

from autograder.sandbox import process_tree, syscalls, visible
from autograder.sandbox.birth import Birth, Entry
from autograder.sandbox.ending import Ending
from autograder.sandbox.isolate import Plan
from autograder.sandbox.limits import ProcessLimits
from autograder.sandbox.preload import UnsafeToFork, begin_anew, preload
from autograder.sandbox.report import Report
from autograder.sandbox.start import Start
from autograder.wire import Connection

Life = Callable[[], NoReturn]

_WATCH = 0.1  # seconds between two looks at the memory
_SOON = 0.005  # while the processes of a start are just ending
_REQUEST = 10.0  # a request that has begun is complete within this time


class Zygote:
    """The loop, and the starts that have not ended."""

    def __init__(self, options: argparse.Namespace, control: socket.socket) -> None:
        self._mode = options.sandbox
        self._options = options
        self._entry: Entry = _only_prove_that_it_starts
        self._control = control
        self._wire = Connection(control)
        self._visible = visible.find(graphics=options.graphics)
        self._libraries = 0
        self._data = process_tree.data_in_use()
        self._starts: list[Start] = []
        self._count = 0
        self._watched = 0.0
        self._not_loaded = ""

    def run(self) -> Life | None:
        """Serve until nobody asks any more; in a forked child, return the life it is to lead."""
        if self._options.load:
            self._load()
        while True:
            ready = self._wait()
            for start in self._starts:
                if start.report.pipe in ready:
                    start.hear()
                if start.leash_descriptor in ready:
                    start.end(Ending("killed", "ended by the grader"))
            self._bury()
            self._watch()
            if self._control.fileno() in ready:
                marker, descriptors, _, _ = socket.recv_fds(self._control, 1, 3)
                if not marker:
                    self._end_all()
                    return None
                life = self._serve(descriptors)
                if life is not None:
                    return life

    def _wait(self) -> set[int]:
        poll = select.poll()
        poll.register(self._control, select.POLLIN)
        for start in self._starts:
            if start.reporting:
                poll.register(start.report.pipe, select.POLLIN)
            if not start.deadline:
                poll.register(start.leash_descriptor, select.POLLIN)
        return {descriptor for descriptor, _ in poll.poll(self._patience())}

    def _patience(self) -> int | None:
        if not self._starts:
            return None
        ending = any(start.deadline or not start.reporting for start in self._starts)
        return int((_SOON if ending else _WATCH) * 1000)

    def _serve(self, descriptors: list[int]) -> Life | None:
        request = self._wire.receive(timeout=_REQUEST)
        if request["do"] == "load":
            self._load()
            return None
        return self._begin(ProcessLimits(**request["limits"]), *descriptors)

    def _load(self) -> None:
        options = self._options
        try:
            preload(options.preload, options.also, self._cold())
            module, _, function = options.entry.partition(":")
            self._entry = getattr(importlib.import_module(module), function)
        except UnsafeToFork as error:
            begin_anew("--load", "--cold", f"{error.module}={error.reason}")
        except Exception as error:
            traceback.print_exc()
            self._not_loaded = f"{type(error).__name__}: {error}"
            return
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # the socket's end is the order now
        # nothing that is here now will ever be looked at by a collector again, in any child:
        # that keeps its memory shared
        gc.collect()
        gc.freeze()
        self._libraries = process_tree.memory_of(os.getpid())
        self._data = process_tree.data_in_use()

    def _cold(self) -> dict[str, str]:
        """The modules that every student process imports for itself, each with the reason."""
        return dict(word.split("=", 1) for word in self._options.cold)

    def _begin(self, limits: ProcessLimits, connection: int, log: int, leash: int) -> Life | None:
        sock = socket.socket(fileno=leash)
        if self._not_loaded:
            with sock:
                Connection(sock).send({"not loaded": self._not_loaded})
            os.close(connection)
            os.close(log)
            return None
        reading, writing = os.pipe()
        plan = Plan(self._visible, self._data)
        self._count += 1
        number = self._count
        first = os.fork()
        if first == 0:
            birth = Birth(self._mode, plan, limits, number, connection, log, writing, self._entry)
            return birth.run
        for descriptor in (connection, log, writing):
            os.close(descriptor)
        self._starts.append(
            Start(limits, Connection(sock), leash, Report(reading), first, self._cold())
        )
        return None

    def _bury(self) -> None:
        gone = [start for start in self._starts if start.reap()]
        for start in gone:
            self._starts.remove(start)
        in_order = [start.finish() for start in gone]
        if self._mode == "process" and not all(in_order):
            # a keeper that was killed leaves its orphans to us
            living = {pid for start in self._starts for pid in (start.first, start.keeper) if pid}
            process_tree.end_descendants(os.getpid(), spare=living)

    def _watch(self) -> None:
        if self._starts and time.monotonic() - self._watched > _WATCH / 2:
            for start in self._starts:
                start.watch(self._libraries)
            self._watched = time.monotonic()

    def _end_all(self) -> None:
        for start in self._starts:
            start.end(Ending("killed", "the grader has gone"))
        while self._starts:
            for start in self._starts:
                if start.reporting and select.select([start.report.pipe], [], [], _SOON)[0]:
                    start.hear()
            self._bury()


def _only_prove_that_it_starts(connection: socket.socket) -> None:
    """Stand in for the entry before anything is loaded."""
    connection.close()


def main() -> None:
    """Read the arguments, then be a zygote, or one of its children."""
    parser = argparse.ArgumentParser(prog="autograder.sandbox.zygote")
    parser.add_argument("--control", type=int, required=True)
    parser.add_argument("--sandbox", choices=("namespace", "process"), default="namespace")
    parser.add_argument("--entry", default="autograder.student:serve")
    for name, meaning in (
        ("--preload", "a module to import, once for all"),
        ("--also", "the same, where that works"),
        ("--cold", "MODULE=REASON, not to be imported here"),
        ("--path", "a folder to import from, too"),
    ):
        parser.add_argument(name, action="append", default=[], help=meaning)
    parser.add_argument("--load", action="store_true", help="import at once")
    parser.add_argument("--graphics", action="store_true", help="show the devices of GPUs")
    options = parser.parse_args()
    sys.path += options.path
    # what a student prints last must be in the log, however the process ends
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the grader, which tells us
    if sys.platform == "linux":
        syscalls.set_dumpable(False)  # mode "process": students have the same user number
        syscalls.become_subreaper()
    life = Zygote(options, socket.socket(fileno=options.control)).run()
    if life is not None:
        life()


if __name__ == "__main__":
    main()
