"""A real scheduler and real workers, each a process of its own, which speak TLS with each other."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from autograder.engine.cluster.certificates import FILES, make
from autograder.engine.cluster.settings import ClusterSettings

START = "from distributed.cli.dask_{0} import main; main()"
MIB = 2**20


class Machines:
    """A scheduler and `workers` workers, as long as the context lasts."""

    def __init__(self, folder: Path, workers: int, slots: int = 1, **environment: str) -> None:
        self._folder = folder
        self._tls = folder / "tls"
        make(self._tls)
        self._environment = environment
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = int(probe.getsockname()[1])
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._workers, self._slots = workers, slots

    @property
    def settings(self) -> ClusterSettings:
        return ClusterSettings(
            scheduler=f"tls://127.0.0.1:{self._port}",
            tls=self._tls,
            executor="simulated:Simulated",
        )

    def __enter__(self) -> Self:
        self._start("scheduler", "--host", "127.0.0.1", "--port", str(self._port))
        for number in range(self._workers):
            self._start("worker", self.settings.scheduler, "--nthreads", str(self._slots),
                        "--memory-limit", "0", "--no-nanny", "--death-timeout", "60",
                        "--local-directory", str(self._folder / f"worker-{number}"),
                        number=number)  # fmt: skip
        self._wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in self._processes.values():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        for process in self._processes.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def cpu_s(self, name: str) -> float:
        """CPU seconds so far of the scheduler, or of all workers."""
        times = [psutil.Process(p.pid).cpu_times() for p in self._named(name)]
        return sum(t.user + t.system for t in times)

    def peak_mib(self, name: str) -> float:
        """The most that one of them has had resident."""
        return max(peak_mib(process.pid) for process in self._named(name))

    def _named(self, name: str) -> list[subprocess.Popen[bytes]]:
        return [process for key, process in self._processes.items() if key.startswith(name)]

    def _start(self, role: str, *words: str, number: int = 0) -> None:
        keys = ("--tls-ca-file", "--tls-cert", "--tls-key")
        tls = [w for k, f in zip(keys, FILES, strict=True) for w in (k, str(self._tls / f))]
        name = f"{role}-{number}"
        own = {
            "XDG_CACHE_HOME": str(self._folder / name / "cache"),
            "PYTHONPATH": str(Path(__file__).parent),
            **self._environment,
        }
        with (self._folder / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(
                [sys.executable, "-c", START.format(role), *words, "--no-dashboard", *tls],
                cwd=self._folder, stdout=log, stderr=log, start_new_session=True,
                env=os.environ | own,
            )  # fmt: skip

    def _wait(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with (
                contextlib.suppress(OSError),
                socket.create_connection(("127.0.0.1", self._port), 1),
            ):
                return
            time.sleep(0.1)
        raise SystemExit(f"the scheduler does not answer: see {self._folder}")


def peak_mib(pid: int) -> float:
    """The most that a process has had resident so far."""
    text = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in text.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024 / MIB
