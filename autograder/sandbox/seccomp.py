"""The system calls that a student process has no use for, refused by a seccomp filter.

The namespaces already take away what these calls could reach. The filter takes away the calls
themselves, because most ways out of a sandbox begin with a fault in one that nobody needs.
Refused calls fail with an ordinary error, so that libraries which only try them go on; a call
made through another architecture's entry ends the process.
"""

import errno
import platform
import socket
import struct
import sys

from autograder.sandbox import syscalls
from autograder.sandbox.syscall_numbers import AARCH64, X86_64

_ARCHITECTURES = {"x86_64": (0xC000003E, X86_64), "aarch64": (0xC00000B7, AARCH64)}
_X32_BIT = 0x40000000

# refused for some arguments only, see _conditions
_CONDITIONAL = ("clone", "socket", "socketpair", "personality", "ioctl")
# as if the kernel did not know them: programs then take the older way
_UNKNOWN = ("clone3", "memfd_create", "io_uring_setup", "shmget", "semget", "msgget")

_NEW_NAMESPACES = (
    syscalls.CLONE_NEWNS
    | syscalls.CLONE_NEWCGROUP
    | syscalls.CLONE_NEWUTS
    | syscalls.CLONE_NEWIPC
    | syscalls.CLONE_NEWUSER
    | syscalls.CLONE_NEWPID
    | syscalls.CLONE_NEWNET
)
_FAMILIES = (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6)
_PERSONALITIES = (0, 0xFFFFFFFF)  # plain Linux; "only tell me"
_TERMINAL_INPUT = (0x5412, 0x541C)  # TIOCSTI and TIOCLINUX type into somebody's terminal

# classic BPF
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT, _SECOND_ARGUMENT = 0, 4, 16, 24


def supported() -> bool:
    """Return whether there is a table of system calls for this machine."""
    return platform.machine() in _ARCHITECTURES and sys.byteorder == "little"


def install() -> None:
    """Refuse the calls in this process and in all that it starts, for good."""
    if not supported():
        raise OSError(errno.ENOSYS, f"no table of system calls for {platform.machine()}", "seccomp")
    syscalls.install_filter(program(platform.machine()))


def program(machine: str) -> bytes:
    """Return the filter for an architecture as packed BPF instructions."""
    architecture, numbers = _ARCHITECTURES[machine]
    lines = [
        _instruction(_LOAD, _ARCHITECTURE),
        _instruction(_EQUAL, architecture, then=1),
        _instruction(_RETURN, _KILL),
        _instruction(_LOAD, _NUMBER),
    ]
    if machine == "x86_64":
        lines += [_instruction(_AT_LEAST, _X32_BIT, otherwise=1), _instruction(_RETURN, _KILL)]
    for name, number in numbers.items():
        lines += _refusal(name, number)
    return b"".join([*lines, _instruction(_RETURN, _ALLOW)])


def _refusal(name: str, number: int) -> list[bytes]:
    if name in _CONDITIONAL:
        body = [*_conditions(name), _instruction(_LOAD, _NUMBER)]
    else:
        body = [_refuse(errno.ENOSYS if name in _UNKNOWN else errno.EPERM)]
    return [_instruction(_EQUAL, number, otherwise=len(body)), *body]


def _conditions(name: str) -> list[bytes]:
    if name == "clone":
        return [
            _instruction(_LOAD, _FIRST_ARGUMENT),
            _instruction(_ANY_BIT, _NEW_NAMESPACES, otherwise=1),
            _refuse(errno.EPERM),
        ]
    if name == "ioctl":
        return [_instruction(_LOAD, _SECOND_ARGUMENT), *_none_of(_TERMINAL_INPUT)]
    return [
        _instruction(_LOAD, _FIRST_ARGUMENT),
        *_only(_PERSONALITIES if name == "personality" else _FAMILIES),
    ]


def _only(values: tuple[int, ...]) -> list[bytes]:
    """Refuse unless the loaded word is one of the values."""
    last = len(values)
    jumps = [_instruction(_EQUAL, v, then=last - i) for i, v in enumerate(values)]
    return [*jumps, _refuse(errno.EPERM)]


def _none_of(values: tuple[int, ...]) -> list[bytes]:
    """Refuse if the loaded word is one of the values."""
    return [
        line
        for value in values
        for line in (_instruction(_EQUAL, value, otherwise=1), _refuse(errno.EPERM))
    ]


def _refuse(number: int) -> bytes:
    return _instruction(_RETURN, _ERROR | number)


def _instruction(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("<HBBI", code, then, otherwise, value)
