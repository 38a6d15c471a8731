"""The private root directory of a student process, built inside its own mount namespace.

An empty file system in memory, with what `visible` names bound into it read-only, a fresh
/proc, five harmless devices, and a /tmp of limited size. The old root is detached at the end,
so that nothing else of the machine has a name any more.
"""

import os
from pathlib import Path

from autograder.sandbox import syscalls
from autograder.sandbox.limits import MIB, ProcessLimits
from autograder.sandbox.syscalls import (
    MS_BIND,
    MS_NODEV,
    MS_NOEXEC,
    MS_NOSUID,
    MS_PRIVATE,
    MS_RDONLY,
    MS_REC,
    MS_REMOUNT,
)
from autograder.sandbox.visible import Visible

# ruff: noqa: S108 - every /tmp in this module is the student's own

WORK = "/tmp/work"

_OLD = "/.old"
_DEVICES = ("null", "zero", "full", "random", "urandom")
_DEVICE_LINKS = {"fd": "/proc/self/fd", "stdin": "fd/0", "stdout": "fd/1", "stderr": "fd/2"}
_READ_ONLY = MS_RDONLY | MS_NOSUID | MS_NODEV
_MAX_FILES = 65536  # every file in memory takes kernel memory beside its bytes
_SHARED_MEMORY = 64 * MIB


def enter_private_root(visible: Visible, limits: ProcessLimits, users: dict[str, int]) -> None:
    """Replace the root directory; needs mount and PID namespaces of one's own."""
    os.umask(0o022)
    syscalls.mount("none", "/", None, MS_REC | MS_PRIVATE)
    _mount_memory("/tmp", MIB)  # only because every machine has that folder
    Path("/tmp" + _OLD).mkdir()
    syscalls.pivot_root("/tmp", "/tmp" + _OLD)
    os.chdir("/")
    _make_writable_places(limits)
    _show(visible)
    _make_devices(visible.devices)
    _write_etc(users)
    syscalls.mount("proc", _directory("/proc"), "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)
    syscalls.detach(_OLD)
    Path(_OLD).rmdir()
    _remount("/", _READ_ONLY)
    os.chdir(WORK)


def _make_writable_places(limits: ProcessLimits) -> None:
    sizes = {"/tmp": limits.file_bytes, "/dev/shm": min(_SHARED_MEMORY, limits.file_bytes)}
    for path, size in sizes.items():
        _mount_memory(_directory(path), size)
        Path(path).chmod(0o1777)
    Path(_directory(WORK)).chmod(0o777)


def _show(visible: Visible) -> None:
    for path, text in visible.links:
        _directory(str(Path(path).parent))
        Path(path).symlink_to(text)
    for target, source in visible.binds:
        _bind(source, target, _READ_ONLY)
    covered = Path(visible.package).exists()
    if covered:
        # installed among the libraries: cover the whole package before its parts are shown
        _mount_memory(visible.package, MIB)
    for target, source in visible.parts:
        _bind(source, target, _READ_ONLY)
    if covered:
        _remount(visible.package, _READ_ONLY)


def _make_devices(more: tuple[str, ...]) -> None:
    for path in (*(f"/dev/{name}" for name in _DEVICES), *more):
        _bind(path, path, MS_NOSUID | MS_NOEXEC)
    for name, text in _DEVICE_LINKS.items():
        Path("/dev", name).symlink_to(text)


def _write_etc(users: dict[str, int]) -> None:
    _directory("/etc")
    people = [f"{name}:x:{number}:{number}:{name}:/tmp:/bin/sh\n" for name, number in users.items()]
    Path("/etc/passwd").write_text("".join(people))
    Path("/etc/group").write_text("".join(f"{n}:x:{number}:\n" for n, number in users.items()))


def _mount_memory(target: str, size: int) -> None:
    options = f"mode=0755,size={size},nr_inodes={_MAX_FILES}"
    syscalls.mount("tmpfs", target, "tmpfs", MS_NOSUID | MS_NODEV, options)


def _bind(source: str, target: str, flags: int) -> None:
    old = Path(_OLD + source)
    if old.is_dir():
        _directory(target)
    elif not Path(target).exists():
        _directory(str(Path(target).parent))
        Path(target).touch()
    syscalls.mount(str(old), target, None, MS_BIND | MS_REC)
    _restrict(target, flags)


def _restrict(target: str, flags: int) -> None:
    """Add flags to a mount and to all mounts below it."""
    try:
        syscalls.add_mount_flags(target, flags)
    except OSError:
        # Linux before 5.12, or a container's filter that is as old; if it is something else,
        # the older way fails as well
        for path in _mounts_below(target):
            _remount(path, flags)


def _mounts_below(target: str) -> list[str]:
    lines = Path(_OLD, "proc/self/mountinfo").read_text().splitlines()
    paths = [_unescape(line.split()[4]) for line in lines]
    return [path for path in paths if path == target or path.startswith(target + "/")]


def _unescape(path: str) -> str:
    """Undo the kernel's \\040 for a space, \\011, \\012 and \\134."""
    for code in (" ", "\t", "\n", "\\"):
        path = path.replace(f"\\{ord(code):03o}", code)
    return path


def _remount(target: str, flags: int) -> None:
    # flags that a mount has already may be locked, so they are named again
    kept = os.statvfs(target).f_flag & (MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC)
    syscalls.mount("none", target, None, MS_REMOUNT | MS_BIND | flags | kept)


def _directory(path: str) -> str:
    Path(path).mkdir(parents=True, exist_ok=True)
    return path
