"""What a student process may use: `ProcessLimits`, and the part of it the kernel enforces.

The memory of a whole process tree is watched from outside (`process_tree`, `zygote`). The
resource limits here come first and hurt less: an allocation that is too large fails with a
MemoryError that the student can read, a file that grows too large with an OSError.
"""

import contextlib
import resource
from dataclasses import asdict, dataclass

MIB = 1024**2


@dataclass(frozen=True)
class ProcessLimits:
    """Limits of one student process and of everything that it starts.

    `memory_bytes` is what may be used on top of the loaded libraries; `processes` counts
    threads too; `file_bytes` is the size of any file and of /tmp as a whole; `log_bytes` is
    how much of stdout and stderr is kept.
    """

    memory_bytes: int = 2048 * MIB
    processes: int = 256
    file_bytes: int = 256 * MIB
    open_files: int = 256
    log_bytes: int = 64 * 1024

    def as_values(self) -> dict[str, int]:
        """Return the limits as plain values that the wire carries."""
        return asdict(self)


def apply(limits: ProcessLimits, *, data_in_use: int, processes_in_use: int = 0) -> None:
    """Set the resource limits of this process; what it starts inherits them.

    `data_in_use` are the bytes of data that the libraries already take, `processes_in_use` the
    processes that the same user runs elsewhere: the kernel counts both. The address space is
    not limited, since TensorFlow reserves far more of it than it ever touches.
    """
    # with 0 a crash would still be piped to a crash reporter, outside and with all its memory
    _set(resource.RLIMIT_CORE, 1)
    _set(resource.RLIMIT_FSIZE, limits.file_bytes)
    _set(resource.RLIMIT_NOFILE, limits.open_files)
    _set(resource.RLIMIT_NPROC, limits.processes + processes_in_use)
    limit_data(limits.memory_bytes + data_in_use)


def limit_data(bytes_in_all: int) -> None:
    """Let allocations of this process fail beyond so many bytes of data."""
    _set(resource.RLIMIT_DATA, bytes_in_all)


def _set(which: int, value: int) -> None:
    hard = resource.getrlimit(which)[1]
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    # some Unix systems know a limit by name and refuse to set it
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(which, (value, value))
