"""What a command costs: the wall time, CPU time and memory of its whole tree of processes.

Counted as CPU is the user and system time of every process that the command starts, however it
ends (see account.py). This process is the subreaper of all below it: whoever is left without a
parent becomes its child, is seen, and is waited for before the CPU time is read.

The peak of memory is the largest sum of proportional set sizes (pages that several processes
share are counted once in all) found by looking about ten times a second, or more seldom where
looking would cost more than LOOKING of a core. It is this process that looks, so that looking is
not counted as the command's CPU.
"""

import ctypes
import math
import os
import platform
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from account import Account
from rich.console import Console
from rich.table import Table

LOOK_EVERY_S = 0.1
LOOKING = 0.02
WIDTH = 104
# what a command has left running when it ends gets so long to end, too
ORPHANS_S = 10.0
_PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Run:
    """What one command cost that did `n` submissions."""

    n: int
    wall_s: float
    cpu_s: float
    peak_mib: float


def measure(
    command: Sequence[str | Path],
    n: int,
    log: Path,
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> Run:
    """Run the command, which does `n` submissions; what it says goes to the end of `log`.

    Raises:
        SystemExit: when the command fails, with the end of the log.
    """
    become_subreaper()
    with log.open("ab") as output, Account() as account:
        began = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=cwd,
            env={**os.environ, **(env or {})},
            preexec_fn=account.join,  # noqa: PLW1509 - no thread runs while it forks
        )  # fmt: skip
        with Lookout() as lookout:
            status, waited_s = wait_for(process.pid)
            wall_s = time.perf_counter() - began
            waited_s += wait_for_orphans()
        cpu_s = account.seconds
    process.returncode = os.waitstatus_to_exitcode(status)  # Popen did not see it end
    if process.returncode != 0:
        end = log.read_text(encoding="utf-8", errors="replace")[-3000:]
        raise SystemExit(f"{command} ended with {process.returncode}:\n{end}")
    return Run(n, wall_s, waited_s if cpu_s is None else cpu_s, lookout.peak_kib / 1024)


def become_subreaper() -> None:
    """Make orphans of processes below this one its own children."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "this process cannot become a subreaper")


def wait_for(pid: int) -> tuple[int, float]:
    """Wait for that child; its status, and the CPU seconds of all that ended meanwhile."""
    cpu_s = 0.0
    while True:
        ended, status, usage = os.wait4(-1, 0)
        cpu_s += usage.ru_utime + usage.ru_stime
        if ended == pid:
            return status, cpu_s


def wait_for_orphans() -> float:
    """Wait for what the command left running; its CPU seconds."""
    cpu_s, deadline = 0.0, time.monotonic() + ORPHANS_S
    while time.monotonic() < deadline:
        try:
            ended, _, usage = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            return cpu_s
        cpu_s += usage.ru_utime + usage.ru_stime
        if not ended:
            time.sleep(0.01)
    left = list(descendants(os.getpid()))
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    raise SystemExit(f"the command left {len(left)} processes running; they have been ended")


class Lookout:
    """Watches from a thread how much memory all processes below this one have."""

    def __init__(self) -> None:
        self.peak_kib = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Lookout":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        pause = 0.0
        while not self._over.wait(pause):
            began = time.thread_time()
            self.peak_kib = max(self.peak_kib, sum(map(pss_kib, descendants(os.getpid()))))
            pause = max(LOOK_EVERY_S, (time.thread_time() - began) / LOOKING)


def descendants(pid: int) -> Iterator[int]:
    """Every process below that one, children of any of its threads included."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = " ".join((task / "children").read_text() for task in tasks).split()
    except OSError:  # it has just ended
        return
    for child in map(int, children):
        yield child
        yield from descendants(child)


def pss_kib(pid: int) -> int:
    """The proportional set size of a process; 0 when it has just ended."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


@dataclass(frozen=True)
class Cost:
    """Seconds of wall and CPU time a submission."""

    wall_s: float
    cpu_s: float


def each(runs: Sequence[Run]) -> Cost:
    """What a submission cost in these runs, with its share of starting up."""
    n = sum(run.n for run in runs)
    return Cost(sum(run.wall_s for run in runs) / n, sum(run.cpu_s for run in runs) / n)


def further(runs: Sequence[Run]) -> Cost:
    """What each further submission cost, starting up taken out: slopes over runs of two sizes."""
    return Cost(
        slope([run.n for run in runs], [run.wall_s for run in runs]),
        slope([run.n for run in runs], [run.cpu_s for run in runs]),
    )


def slope(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Slope of the line of least squares; not a number when all x are the same."""
    x_mean, y_mean = fmean(xs), fmean(ys)
    spread = sum((x - x_mean) ** 2 for x in xs)
    if not spread:
        return float("nan")
    return sum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True)) / spread


def machine() -> dict[str, str | int]:
    """What was measured on, and how."""
    with Account() as account:
        cpu_by = "wait4" if account.seconds is None else "control group"
    return {
        "cpu_counted_by": cpu_by,
        "processor": _field(Path("/proc/cpuinfo"), "model name"),
        "cores": len(os.sched_getaffinity(0)),
        "memory": _field(Path("/proc/meminfo"), "MemTotal"),
        "kernel": platform.release(),
        "python": platform.python_version(),
    }


def _field(path: Path, name: str) -> str:
    for line in path.read_text().splitlines():
        if line.startswith(name):
            return line.partition(":")[2].strip()
    return "unknown"


def show(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> None:
    """Print a table; the first column is text, the others numbers."""
    table = Table(title=title, caption=caption, caption_justify="left", title_justify="left")
    for index, column in enumerate(columns):
        table.add_column(column, justify="right" if index else "left")
    for row in rows:
        table.add_row(*row)
    console = Console()
    console.width = max(console.width, WIDTH)  # into a file, too, one line a row
    console.print(table)


def compared(seconds: Sequence[float]) -> list[str]:
    """Each as it stands in a table, with how many times the first it is."""
    return [
        "–" if math.isnan(value) else f"{value:.3f} s {value / seconds[0]:6.2f} ×"
        for value in seconds
    ]
