"""Mode "namespace": a new process cuts itself off from the machine, step by step.

The zygote's child leaves all namespaces and forks the first process of a new PID namespace.
That one builds the private root, gives up every privilege, forks the student process, and
stays behind as its keeper: when the keeper ends, the kernel ends everything in the namespace.
"""

import contextlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox import keeper, limits, mounts, seccomp, syscalls
from autograder.sandbox.limits import ProcessLimits
from autograder.sandbox.report import tell
from autograder.sandbox.visible import Visible

_NAMESPACES = (
    syscalls.CLONE_NEWNS
    | syscalls.CLONE_NEWPID
    | syscalls.CLONE_NEWNET
    | syscalls.CLONE_NEWIPC
    | syscalls.CLONE_NEWUTS
    | syscalls.CLONE_NEWCGROUP
)
_STUDENT = 1000  # the user's number inside; outside it is whoever runs the zygote, or nobody
_NOBODY = 65534
_FIRST_OWN_USER = 1 << 30  # far above the numbers that machines hand out to people
_CAP_SYS_ADMIN = 21


@dataclass(frozen=True)
class Plan:
    """What every start of one zygote has in common."""

    visible: Visible
    data_in_use: int


def enter(plan: Plan, process_limits: ProcessLimits, number: int, report: int) -> None:
    """Isolate; returns in the student process only. `number` tells living starts apart."""
    user = _FIRST_OWN_USER + ((os.getppid() % (1 << 22)) << 8) + number % 256
    # where the kernel shares the processors out by session, no student gets more than another
    os.setsid()
    privileged = _may_become_another_user()
    # only a dumpable process may write its own uid_map
    syscalls.set_dumpable(True)
    _leave_namespaces(privileged)
    first = os.fork()
    if first:
        tell(report, "keeper", first)
        os._exit(0)
    mounts.enter_private_root(plan.visible, process_limits, {"student": _STUDENT, "other": user})
    syscalls.set_hostname("student")
    _give_up_privileges(user if privileged else None)
    limits.apply(process_limits, data_in_use=plan.data_in_use)
    seccomp.install()
    tell(report, "ready")
    # the student has the same user number as its keeper, and must not look into it for an instant
    syscalls.set_dumpable(False)
    student = os.fork()
    if student:
        keeper.keep(student, report)
    syscalls.set_dumpable(True)


def _may_become_another_user() -> bool:
    """Return whether this is a root that may mount, and that has an unused user to turn into.

    Inside a container without privileges root may lack the one, the other or both.
    """
    found = re.search(r"^CapEff:\s*([0-9a-f]+)", Path("/proc/self/status").read_text(), re.M)
    capabilities = int(found.group(1), 16) if found else 0
    if os.geteuid() != 0 or not capabilities >> _CAP_SYS_ADMIN & 1:
        return False
    lines = Path("/proc/self/uid_map").read_text().splitlines()
    ranges = [[int(word) for word in line.split()] for line in lines]
    has_nobody = any(first <= _NOBODY < first + count for first, _, count in ranges)
    return has_nobody and Path("/proc/self/setgroups").read_text().strip() == "allow"


def _leave_namespaces(privileged: bool) -> None:
    if privileged:
        # the new namespaces then belong to the machine's root, over which a student who
        # became root in a user namespace would have no power
        syscalls.unshare(_NAMESPACES)
        return
    user, group = os.geteuid(), os.getegid()
    syscalls.unshare(_NAMESPACES | syscalls.CLONE_NEWUSER)
    _map_ids(user, group)


def _map_ids(user: int, group: int) -> None:
    # writing the group map oneself is allowed only without setgroups
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{_STUDENT} {user} 1"),
        ("gid_map", f"{_STUDENT} {group} 1"),
    ):
        try:
            Path("/proc/self", name).write_text(text)
        except OSError as error:
            raise OSError(error.errno, error.strerror, f"write {name}") from error


def _give_up_privileges(user: int | None) -> None:
    syscalls.drop_bounding_set()
    if user is not None:
        _become(user)
        _enter_user_namespace(user)
    syscalls.drop_capabilities()
    syscalls.no_new_privileges()
    # the first to go when the whole machine runs out of memory
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500")


def _become(user: int) -> None:
    os.setgroups([])
    try:
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    except OSError:
        # inside a container that maps only the first 65536 users
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
    syscalls.set_dumpable(True)


def _enter_user_namespace(user: int) -> None:
    """One more wall where the kernel allows it; the other walls hold without it."""
    user, group = os.geteuid(), os.getegid()
    try:
        syscalls.unshare(syscalls.CLONE_NEWUSER)
    except OSError:
        return
    _map_ids(user, group)
    # AppArmor may let one in and grant nothing there, not even the right to give up rights
    with contextlib.suppress(PermissionError):
        syscalls.drop_bounding_set()
