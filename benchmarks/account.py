"""CPU time of everything that a command starts, kept by the kernel: a control group.

What `wait4` adds up is not all. A process that is killed together with its namespace, as a sandbox
does it, is waited for by nobody, and its time is in no parent's sum. A control group (version 2)
counts whatever ran in it, by `cpu.stat`. To make one takes root, or a delegated group.
"""

import os
import sys
import time
from pathlib import Path
from types import TracebackType

NO_GROUP = (
    "No control group can be made here ({error}); run as root. CPU times are now what wait4 adds"
    " up, without processes that were killed together with their namespace."
)


class Account:
    """A control group for one command and all below it. Without one, `seconds` is None."""

    def __init__(self) -> None:
        self._folder: Path | None = None

    def __enter__(self) -> "Account":
        try:
            folder = own_group() / f"benchmark-{os.getpid()}"
            folder.mkdir()
        except OSError as error:
            print(NO_GROUP.format(error=error), file=sys.stderr)
        else:
            self._folder = folder
        return self

    def __exit__(
        self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None
    ) -> None:
        if self._folder:
            if kind is not None:
                (self._folder / "cgroup.kill").write_text("1")
            while "populated 1" in (self._folder / "cgroup.events").read_text():
                time.sleep(0.01)
            self._folder.rmdir()

    def join(self) -> None:
        """Called in the child before it becomes the command: from here on its time counts."""
        if self._folder:
            (self._folder / "cgroup.procs").write_text("0")

    @property
    def seconds(self) -> float | None:
        """User and system time so far."""
        if not self._folder:
            return None
        lines = (self._folder / "cpu.stat").read_text().splitlines()
        return int(dict(line.split() for line in lines)["usage_usec"]) / 1e6


def own_group() -> Path:
    """The folder of the control group that this process is in.

    Raises:
        OSError: when no hierarchy of version 2 is mounted.
    """
    mounts = (line.split() for line in Path("/proc/self/mounts").read_text().splitlines())
    root = next((where for _, where, kind, *_ in mounts if kind == "cgroup2"), None)
    if root is None:
        raise FileNotFoundError("cgroup2 is not mounted")
    groups = Path("/proc/self/cgroup").read_text().splitlines()
    own = next(line for line in groups if line.startswith("0::"))
    return Path(root) / own.removeprefix("0::").lstrip("/")
