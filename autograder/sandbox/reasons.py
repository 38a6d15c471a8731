"""Why a machine refuses the sandbox “namespace”, and what to do about it, in sentences.

A kernel only says "not permitted". `find` looks at the settings that are known to be behind
that, and names the first that fits.
"""

import errno
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import SandboxError

_OTHERWISE = "or use --sandbox process for code that you trust"
_KINDS = ("user", "mnt", "pid", "net", "ipc", "uts", "cgroup")


@dataclass(frozen=True)
class Refusal:
    """A reason that was found on this machine, and its remedy; neither ends with a stop."""

    reason: str
    remedy: str


class ModeRefused(SandboxError):  # noqa: N818 - a state of the machine, not a fault
    """This machine does not offer a mode; carries the refusal for `probe`."""

    def __init__(self, mode: str, refusal: Refusal) -> None:
        super().__init__(
            f"The sandbox “{mode}” does not work here: {refusal.reason}; {refusal.remedy}."
        )
        self.refusal = refusal


def find(step: str, number: int, root: Path = Path("/")) -> Refusal:
    """Look for what makes a step of the isolation fail with an error number.

    `root` is where /proc and the marks of containers are looked for.
    """
    if sys.platform != "linux":
        return Refusal("namespaces exist on Linux only", f"grade on Linux, {_OTHERWISE}")
    call = step.split(maxsplit=1)[0]
    refused = number in (errno.EPERM, errno.EACCES)
    found = None
    if call == "unshare" or (call == "write" and refused):
        found = _switched_off(root, number) or (_by_container(root) if refused else None)
    elif call == "mount" and refused:
        found = _mount_refused(step, root)
    elif call == "pivot_root" and number == errno.EINVAL:
        found = Refusal(
            "the root directory is the one that the machine booted from memory",
            f"grade on a machine with a disk or in a container, {_OTHERWISE}",
        )
    elif call == "seccomp":
        found = Refusal(
            "this kernel or processor has no filter of system calls that we know",
            f"grade on x86-64 or aarch64 with seccomp in its kernel, {_OTHERWISE}",
        )
    return found or _unknown(step, number)


def _switched_off(root: Path, number: int) -> Refusal | None:
    for kind in _KINDS:
        if _setting(root, f"user/max_{kind}_namespaces") == "0":
            return Refusal(
                f"{kind} namespaces are switched off (user.max_{kind}_namespaces is 0)",
                f"as root run `sysctl -w user.max_{kind}_namespaces=15000`, {_OTHERWISE}",
            )
    if _setting(root, "kernel/unprivileged_userns_clone") == "0":
        return Refusal(
            "only root may make user namespaces (kernel.unprivileged_userns_clone is 0)",
            f"as root run `sysctl -w kernel.unprivileged_userns_clone=1`, {_OTHERWISE}",
        )
    if _setting(root, "kernel/apparmor_restrict_unprivileged_userns") == "1":
        return Refusal(
            "AppArmor keeps programs from using user namespaces "
            "(kernel.apparmor_restrict_unprivileged_userns is 1)",
            "as root run `sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`, "
            f"or grade as root, {_OTHERWISE}",
        )
    if number in (errno.EINVAL, errno.ENOSYS):
        return Refusal(
            "this kernel was built without some kind of namespace",
            f"grade on an ordinary Linux distribution, {_OTHERWISE}",
        )
    if number in (errno.ENOSPC, errno.EUSERS):
        return Refusal(
            "there are too many namespaces, or they are nested too deeply",
            f"end other containers or raise the limits in /proc/sys/user, {_OTHERWISE}",
        )
    return None


def _by_container(root: Path) -> Refusal | None:
    filtered = re.search(r"^Seccomp:\s*2", _read(root / "proc/self/status"), re.M)
    if filtered or _in_container(root):
        return Refusal(
            "the container or service around this program forbids new namespaces",
            "start the container with `--security-opt seccomp=unconfined` as a plain user, "
            f"or with `--cap-add SYS_ADMIN` as root, {_OTHERWISE}",
        )
    return None


def _mount_refused(step: str, root: Path) -> Refusal | None:
    if step.endswith("/proc"):
        return Refusal(
            "a container hides parts of /proc, so that the kernel allows no fresh one",
            "start it with `--security-opt systempaths=unconfined` (docker) or "
            f"`--security-opt unmask=ALL` (podman), {_OTHERWISE}",
        )
    if _setting(root, "kernel/apparmor_restrict_unprivileged_userns") == "1":
        return _switched_off(root, errno.EPERM)
    if _in_container(root):
        return Refusal(
            "the container around this program forbids mounting",
            f"start it with `--security-opt apparmor=unconfined`, {_OTHERWISE}",
        )
    return None


def _unknown(step: str, number: int) -> Refusal:
    error = os.strerror(number) if number else "an unexpected failure"
    return Refusal(
        f"the step “{step}” failed: {error}",
        f"look for what on this machine restricts namespaces, {_OTHERWISE}",
    )


def _in_container(root: Path) -> bool:
    return (root / ".dockerenv").exists() or (root / "run/.containerenv").exists()


def _setting(root: Path, name: str) -> str:
    return _read(root / "proc/sys" / name).strip()


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
