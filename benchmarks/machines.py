"""A real scheduler and real workers, each a process of its own, which speak TLS with each other."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import msgspec
import psutil

from autograder.engine.cluster.certificates import FILES, make
from autograder.engine.cluster.settings import ClusterSettings

START = "from distributed.cli.dask_{0} import main; main()"
TLS = ("--tls-ca-file", "--tls-cert", "--tls-key")
MIB = 2**20
UP_S = 60
LOST_AFTER = "20s"  # a worker that is not heard of for so long
PYTHON = (sys.executable,)


class Machines:
    """A scheduler and workers that come and go, and end with the context."""

    def __init__(self, folder: Path, host: str = "127.0.0.1") -> None:
        self.folder = folder
        self.host = host
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self._tls = folder / "tls"
        make(self._tls)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = int(probe.getsockname()[1])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.end()

    @property
    def address(self) -> str:
        return f"tls://{self.host}:{self._port}"

    def settings(self, **changes: Any) -> ClusterSettings:
        known = ClusterSettings(scheduler=self.address, tls=self._tls, patience_s=60)
        return msgspec.structs.replace(known, **changes)

    def scheduler(self) -> None:
        """Start the scheduler, and wait until it answers."""
        self._start("scheduler", "scheduler", "--protocol", "tls", "--host", self.host,
                    "--port", str(self._port),
                    DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL=LOST_AFTER)  # fmt: skip
        until = time.monotonic() + UP_S
        while not self._answers():
            if time.monotonic() > until:
                raise TimeoutError(f"the scheduler does not answer: {self.log('scheduler')}")
            time.sleep(0.1)

    def worker(
        self,
        name: str = "worker",
        slots: int = 1,
        python: Sequence[str] = PYTHON,
        **environment: str,
    ) -> None:
        """Start a worker with a cache of its own, as another machine has."""
        own = {"XDG_CACHE_HOME": str(self.folder / name / "cache"), **environment}
        self._start(name, "worker", self.address, "--nthreads", str(slots), "--memory-limit", "0",
                    "--no-nanny", "--death-timeout", str(UP_S),
                    "--local-directory", str(self.folder / name), python=python, **own)  # fmt: skip

    def kill(self, name: str) -> None:
        process = self.processes.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def end(self, patience_s: float = 0) -> None:
        """Kill what has not ended by itself within so many seconds of being asked to."""
        until = time.monotonic() + patience_s
        for process in self.processes.values():
            process.terminate()
        for name, process in [*self.processes.items()]:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0, until - time.monotonic()))
            self.kill(name)

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def cpu_s(self, *names: str) -> float:
        """CPU seconds of these so far, together, and of what they have started and still runs."""
        leaders = [psutil.Process(self.processes[name].pid) for name in names]
        all_ = [p for leader in leaders for p in (leader, *leader.children(recursive=True))]
        return sum(t.user + t.system for t in (p.cpu_times() for p in all_))

    def peak_mib(self, *names: str) -> float:
        """The most that one of these has had resident."""
        return max(peak_mib(self.processes[name].pid) for name in names)

    def _start(
        self, name: str, role: str, *words: str, python: Sequence[str] = PYTHON, **environment: str
    ) -> None:
        tls = [w for k, f in zip(TLS, FILES, strict=True) for w in (k, str(self._tls / f))]
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [*python, "-c", START.format(role), *words, "--no-dashboard", *tls],
                cwd=self.folder, stdout=log, stderr=log, start_new_session=True,
                env=os.environ | environment,
            )  # fmt: skip

    def _answers(self) -> bool:
        with (
            contextlib.suppress(OSError),
            socket.create_connection((self.host, self._port), 1),
        ):
            return True
        return False


def peak_mib(pid: int) -> float:
    """The most that a process has had resident so far."""
    text = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in text.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024 / MIB
