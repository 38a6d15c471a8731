"""The descriptor table of a new process: what it keeps, and nothing else."""

import os
import resource


def keep_only(*kept: int) -> None:
    """Close every descriptor but these; 0, 1 and 2 read and write nothing from now on."""
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        if standard not in kept:
            os.dup2(null, standard)
    first = 3
    for descriptor in sorted(set(kept) | {_limit()}):
        if descriptor >= first:
            os.closerange(first, descriptor)
            first = descriptor + 1


def arrange(connection: int, log: int) -> int:
    """Make a student's table: 0 is empty, 1 and 2 are the log, 3 the connection."""
    # out of the way first, since either number may be one of those to be filled
    connection, log = (_move_up(descriptor) for descriptor in (connection, log))
    keep_only(connection, log)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.dup2(connection, 3, inheritable=False)
    os.closerange(4, _limit())
    return 3


def _move_up(descriptor: int) -> int:
    while descriptor < 4:
        descriptor = os.dup(descriptor)
    return descriptor


def _limit() -> int:
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    # closerange stops at the highest open one where the system can; elsewhere it counts
    return 1 << 16 if most == resource.RLIM_INFINITY else min(most, 1 << 16)
