"""A real scheduler and real workers, in processes of their own, over TLS."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlparse

import msgspec
import nbformat
import pytest

from autograder.engine.cluster.certificates import make
from autograder.engine.cluster.settings import ClusterSettings
from autograder.results import SubmissionResult

SCHEDULER = "from distributed.cli.dask_scheduler import main; main()"
PYTHON = (sys.executable,)
RIGHT = "def double(x):\n    return 2 * x"
WRONG = "def double(x):\n    print('€' * 3)\n    return x"
WORKER = "from distributed.cli.dask_worker import main; main()"


class Machines:
    """A scheduler and workers that come and go."""

    def __init__(self, folder: Path, host: str = "127.0.0.1") -> None:
        self.folder = folder
        self.tls = folder / "tls"
        make(self.tls)
        self.host = host
        self.port = _free_port()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def address(self) -> str:
        return f"tls://{self.host}:{self.port}"

    def settings(self, **changes: object) -> ClusterSettings:
        known = ClusterSettings(scheduler=self.address, tls=self.tls, patience_s=60)
        return msgspec.structs.replace(known, **changes)

    def scheduler(self) -> None:
        self._start("scheduler", SCHEDULER, "--protocol", "tls", "--host", self.host,
                    "--port", str(self.port), "--no-dashboard",
                    DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL="20s")  # fmt: skip
        address = urlparse(self.address)
        _wait(lambda: _answers(address.hostname, address.port))

    def worker(
        self, name: str = "worker", slots: int = 1, python=PYTHON, **environment: str
    ) -> None:
        """Start a worker with a cache of its own, as another machine has."""
        own = {"XDG_CACHE_HOME": str(self.folder / name / "cache"), **environment}
        self._start(name, WORKER, self.address, "--nthreads", str(slots), "--memory-limit", "0",
                    "--no-nanny", "--death-timeout", "60", "--no-dashboard",
                    "--local-directory", str(self.folder / name), python=python, **own)  # fmt: skip

    def kill(self, name: str) -> None:
        process = self.processes.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def end(self) -> None:
        for name in [*self.processes]:
            self.kill(name)

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def _start(self, name: str, code: str, *words: str, python=PYTHON, **environment: str) -> None:
        tls = {"--tls-ca-file": "ca.pem", "--tls-cert": "cert.pem", "--tls-key": "key.pem"}
        options = [word for key, file in tls.items() for word in (key, str(self.tls / file))]
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [*python, "-c", code, *words, *options],
                cwd=self.folder, stdout=log, stderr=log, start_new_session=True,
                env=os.environ | environment,
            )  # fmt: skip


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    """Nothing is started yet."""
    made = Machines(tmp_path)
    yield made
    made.end()


@pytest.fixture
def many(tmp_path: Path) -> Callable[[int], Path]:
    """`many(n)`: a folder of n submissions that are graded quickly, no two alike."""

    def make_them(count: int) -> Path:
        folder = tmp_path / "many"
        folder.mkdir()
        for number in range(count):
            made = nbformat.v4.new_notebook(metadata={"autograder": {"assignment": "small"}})
            code = RIGHT if number % 3 else WRONG
            made.cells = [nbformat.v4.new_code_cell(f"{code}\nnumber = {number}")]
            nbformat.write(made, folder / f"student_{number:03}.ipynb")
        return folder

    return make_them


def without_times(result: SubmissionResult) -> SubmissionResult:
    """What has to be the same wherever it is graded."""
    checks = tuple(msgspec.structs.replace(check, duration_s=0) for check in result.checks)
    # where in memory something lay is in what TensorFlow prints
    output = re.sub(r"0x[0-9a-f]+", "0x", result.output)
    return msgspec.structs.replace(result, duration_s=0, checks=checks, output=output, cached=False)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(host: str | None, port: int | None) -> bool:
    with contextlib.suppress(OSError), socket.create_connection((host, port), 1):
        return True
    return False


def _wait(what, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "it did not come up"
        time.sleep(0.1)
