"""Run a command on a machine that offers less than this one. Needs root; Linux only.

    python machine.py [--user N] [--no-user-namespaces] [--hide-proc] [--filter]
                      [--in-user-namespace] [--old-kernel] -- COMMAND…

All of it happens in new namespaces, so that nothing of the real machine is changed.
"""

import argparse
import errno
import os
import socket
import struct
import sys
from pathlib import Path

from autograder.sandbox import seccomp, syscalls

MANY = 1 << 20
# BPF: load the number; if it is 442 answer ENOSYS; otherwise allow
UNKNOWN_MOUNT_SETATTR = struct.pack(
    "<HBBIHBBIHBBIHBBI",
    *(0x20, 0, 0, 0),
    *(0x15, 0, 1, 442),
    *(0x06, 0, 0, 0x50000 | errno.ENOSYS),
    *(0x06, 0, 0, 0x7FFF0000),
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--user", type=int, default=0)
    parser.add_argument("--in-user-namespace", action="store_true", help="root over its own users")
    parser.add_argument("--no-user-namespaces", action="store_true", help="a sysctl set to 0")
    parser.add_argument("--hide-proc", action="store_true", help="as docker does")
    parser.add_argument("--filter", action="store_true", help="a seccomp filter against unshare")
    parser.add_argument("--old-kernel", action="store_true", help="without mount_setattr")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    if options.in_user_namespace or options.no_user_namespaces:
        enter_user_namespace()
    if options.no_user_namespaces:
        Path("/proc/sys/user/max_user_namespaces").write_text("0")
    if options.hide_proc:
        syscalls.unshare(syscalls.CLONE_NEWNS)
        syscalls.mount("none", "/", None, syscalls.MS_REC | syscalls.MS_PRIVATE)
        syscalls.mount("none", "/proc/bus", "tmpfs", 0)
    if options.user:
        os.setgroups([])
        os.setresgid(options.user, options.user, options.user)
        os.setresuid(options.user, options.user, options.user)
    if options.filter:
        syscalls.no_new_privileges()
        seccomp.install()
    if options.old_kernel:
        syscalls.no_new_privileges()
        syscalls.install_filter(UNKNOWN_MOUNT_SETATTR)
    os.execv(options.command[0], options.command)


def enter_user_namespace() -> None:
    """Go on as a child that is root over a range of users; the parent maps them and waits."""
    here, there = socket.socketpair()
    child = os.fork()
    if child == 0:
        syscalls.unshare(syscalls.CLONE_NEWUSER)
        there.send(b"unshared")
        there.recv(16)
        return
    here.recv(16)
    for name in ("uid_map", "gid_map"):
        Path(f"/proc/{child}/{name}").write_text(f"0 0 {MANY}")
    here.send(b"mapped")
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


if __name__ == "__main__":
    main()
