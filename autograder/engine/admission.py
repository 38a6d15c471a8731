"""How many submissions this machine's memory has room for at the moment."""

import contextlib
import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil

_CGROUP = Path("/sys/fs/cgroup")
_LOOK_AGAIN_S = 0.5
_GRADER = 128 * 2**20  # bytes that the trusted side of one grading may need

_log = logging.getLogger(__name__)


class Admission:
    """Lets a submission begin only when every one that runs could take all that it may.

    One is always let in, so that a small machine grades slowly and not at all never happens.
    `memory_bytes` is what a student process may use.
    """

    def __init__(self, memory_bytes: int) -> None:
        self._each = memory_bytes + _GRADER
        self._running = 0
        self._changed = threading.Condition()
        self._closed = False

    @contextlib.contextmanager
    def place(self) -> Iterator[None]:
        """Wait for room, and give it back at the end."""
        with self._changed:
            waited = False
            while self._running and not self._closed and not self._has_room():
                if not waited:
                    _log.info("waiting for memory; %d submissions are in flight", self._running)
                waited = True
                self._changed.wait(_LOOK_AGAIN_S)
            self._running += 1
        try:
            yield
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()

    def close(self) -> None:
        """Let nobody wait any longer."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _has_room(self) -> bool:
        # those that run count in full, though a part of what they may use is used already
        return available() >= (self._running + 1) * self._each


def available() -> int:
    """Bytes that can still be used without swapping, by the machine's and the cgroup's account."""
    machine: int = psutil.virtual_memory().available
    return min([machine, *_left_in_cgroups()])


def _left_in_cgroups() -> Iterator[int]:
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/cgroup").read_text().splitlines():
            _, controllers, path = line.split(":", 2)
            if controllers == "":
                yield from _left(_CGROUP, path, "memory.max", "memory.current")
            elif "memory" in controllers.split(","):
                root = _CGROUP / "memory"
                yield from _left(root, path, "memory.limit_in_bytes", "memory.usage_in_bytes")


def _left(root: Path, path: str, limit: str, used: str) -> Iterator[int]:
    """For a cgroup and those above it; inside a container, its own is at the root."""
    folder = root / path.lstrip("/")
    while True:
        with contextlib.suppress(OSError, ValueError):
            # what only caches files is given back when it is needed
            caches = dict(
                line.split() for line in (folder / "memory.stat").read_text().splitlines()
            )
            free = int(caches.get("total_inactive_file", caches.get("inactive_file", 0)))
            most, now = int((folder / limit).read_text()), int((folder / used).read_text())
            yield most - now + free
        if folder == root or root not in folder.parents:
            return
        folder = folder.parent
