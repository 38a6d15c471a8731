"""All processes that descend from one: which they are, what memory they use, how to end them.

Read from /proc on Linux and from `ps` elsewhere. A tree changes while one looks at it, so
every number is of a moment, and ending a tree is repeated until nothing is left of it.
"""

import contextlib
import os
import signal
import subprocess
import time
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")
_PROC = Path("/proc")
_PATIENCE = 5.0


@dataclass(frozen=True)
class Process:
    """One line of the table of processes."""

    pid: int
    parent: int
    user: int
    threads: int
    resident: int  # bytes, shared ones included


Table = dict[int, list[Process]]  # the children of each process


def table() -> Table:
    """Look at all processes of the machine once."""
    by_parent: Table = defaultdict(list)
    for process in _all():
        by_parent[process.parent].append(process)
    return by_parent


def descendants(root: int, processes: Table) -> list[Process]:
    """Return the children of a process, their children and so on, without itself."""
    found: list[Process] = []
    new = processes.get(root, [])
    while new:
        found += new
        new = [child for process in new for child in processes.get(process.pid, [])]
    return found


def waited(root: int) -> float:
    """Return for how many seconds the threads that descend from a process stood ready while no
    processor took them, all together; 0 where the system does not say.

    What has ended is no longer counted, so this may become less.
    """
    nanoseconds = 0
    new = _children(root)
    for pid in new:
        new += _children(pid)
        with contextlib.suppress(OSError, IndexError, ValueError):
            for task in (_PROC / str(pid) / "task").iterdir():
                nanoseconds += int((task / "schedstat").read_text().split()[1])
    return nanoseconds / 1e9


def _children(pid: int) -> list[int]:
    try:
        tasks = list((_PROC / str(pid) / "task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []


def outside(root: int, inner: int) -> int:
    """Return the number here of a process that has another one in the container of `root`.

    0 where no such process descends from it, or the system does not say.
    """
    new = [root]
    for pid in new:
        new += _children(pid)
        with contextlib.suppress(OSError):
            text = (_PROC / str(pid) / "status").read_text()
            numbers = next(line for line in text.splitlines() if line.startswith("NSpid:")).split()
            if len(numbers) > 2 and int(numbers[2]) == inner:  # after our own number, the next
                return pid
    return 0


def tree(root: int) -> list[Process]:
    """Return what descends from a process, as `descendants` does, without looking at all others
    where the system says who is whose child.
    """
    if not (_PROC / f"self/task/{os.getpid()}/children").exists():
        return descendants(root, table())
    found: list[Process] = []
    new = _children(root)
    for pid in new:
        new += _children(pid)
        with contextlib.suppress(OSError, IndexError, ValueError):
            found.append(_from_proc(_PROC / str(pid)))
    return found


def count_of_user(user: int) -> int:
    """Return how many threads a user's processes have, as RLIMIT_NPROC counts them."""
    return sum(process.threads for process in _all() if process.user == user)


def own_memory(process: Process) -> tuple[int, int]:
    """Return the bytes of anonymous and of shared memory, each page divided by its users.

    Where the kernel does not say, all resident bytes count as anonymous.
    """
    try:
        text = (_PROC / str(process.pid) / "smaps_rollup").read_text()
    except OSError:
        return process.resident, 0
    sizes = {line.split(":")[0]: line.split() for line in text.splitlines() if ":" in line}
    if "Pss_Anon" not in sizes:  # Linux before 5.4
        return process.resident, 0
    return int(sizes["Pss_Anon"][1]) * 1024, int(sizes["Pss_Shmem"][1]) * 1024


def memory_of(pid: int) -> int:
    """Return the bytes that a process holds for itself or has yet to share; 0 if it is gone."""
    own = [p for found in table().values() for p in found if p.pid == pid]
    return sum(sum(own_memory(process)) for process in own)


def data_in_use() -> int:
    """Return how much of RLIMIT_DATA this process uses, where the kernel says so."""
    try:
        return int((_PROC / "self/statm").read_text().split()[5]) * _PAGE
    except OSError:
        return 0


def end_descendants(root: int, spare: Collection[int] = ()) -> bool:
    """Kill what descends from a process until nothing is left; say whether that worked.

    Children of the root that are spared keep their own descendants. Must be called by the
    root itself, since only a parent can reap.
    """
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        processes = table()
        processes[root] = [p for p in processes[root] if p.pid not in spare]
        left = descendants(root, processes)
        if not left:
            return True
        for process in left:
            with contextlib.suppress(OSError):
                os.kill(process.pid, signal.SIGKILL)
        for child in processes[root]:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(child.pid, os.WNOHANG)
        time.sleep(0.002)
    return False


def _all() -> list[Process]:
    if not (_PROC / "self/stat").exists():
        return _from_ps()
    found = []
    for path in _PROC.iterdir():
        if path.name.isdecimal():
            # a process may end between the listing and the reading
            with contextlib.suppress(OSError, IndexError, ValueError):
                found.append(_from_proc(path))
    return found


def _from_proc(path: Path) -> Process:
    # the second field is a name in brackets that may hold spaces and brackets
    fields = (path / "stat").read_text(errors="replace").rpartition(")")[2].split()
    return Process(
        pid=int(path.name),
        parent=int(fields[1]),
        user=path.stat().st_uid,
        threads=int(fields[17]),
        resident=int(fields[21]) * _PAGE,
    )


def _from_ps() -> list[Process]:
    command = ["ps", "-axo", "pid=,ppid=,uid=,rss="]
    output = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    rows = [[int(word) for word in line.split()] for line in output.splitlines()]
    return [Process(pid, parent, user, 1, rss * 1024) for pid, parent, user, rss in rows]
