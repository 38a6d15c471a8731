"""The filter of system calls, run by a small interpreter, for both architectures."""

import errno
import os
import socket
import struct

import pytest

from autograder.sandbox import seccomp
from autograder.sandbox.syscall_numbers import AARCH64, X86_64

ALLOW, KILL, ERROR = 0x7FFF0000, 0x80000000, 0x00050000
EPERM, ENOSYS = ERROR | errno.EPERM, ERROR | errno.ENOSYS
MACHINES = {"x86_64": (0xC000003E, X86_64), "aarch64": (0xC00000B7, AARCH64)}
CONDITIONAL = {"clone", "socket", "socketpair", "personality", "ioctl"}
# what every program needs, by its number on each
ORDINARY = {
    "x86_64": {"read": 0, "mmap": 9, "futex": 202, "exit_group": 231, "wait4": 61, "openat": 257},
    "aarch64": {"read": 63, "mmap": 222, "futex": 98, "exit_group": 94, "wait4": 260, "openat": 56},
}

machines = pytest.mark.parametrize("machine", sorted(MACHINES))


def verdict(machine: str, number: int, *arguments: int, architecture: int | None = None) -> int:
    """Run the filter's program on one call, as the kernel does."""
    own = MACHINES[machine][0] if architecture is None else architecture
    padded = [*arguments, 0, 0, 0, 0, 0, 0][:6]
    data = struct.pack("<IIQ6Q", number, own, 0, *padded)
    program = list(struct.iter_unpack("<HBBI", seccomp.program(machine)))
    at, word = 0, 0
    while True:
        code, then, otherwise, value = program[at]
        at += 1
        if code == 0x06:
            return value
        if code == 0x20:
            (word,) = struct.unpack_from("<I", data, value)
        else:
            holds = {0x15: word == value, 0x35: word >= value, 0x45: word & value != 0}[code]
            at += then if holds else otherwise


@machines
def test_ordinary_calls_pass(machine):
    for number in ORDINARY[machine].values():
        assert verdict(machine, number) == ALLOW


@machines
def test_every_call_in_the_table_is_refused(machine):
    for name, number in MACHINES[machine][1].items():
        if name not in CONDITIONAL:
            assert verdict(machine, number) in (EPERM, ENOSYS), name


@machines
def test_calls_of_another_architecture_end_the_process(machine):
    other = next(own for name, (own, _) in MACHINES.items() if name != machine)
    assert verdict(machine, 0, architecture=other) == KILL
    assert verdict(machine, 0, architecture=0x40000003) == KILL  # 32-bit x86


def test_calls_through_x32_end_the_process():
    assert verdict("x86_64", 0x40000000) == KILL
    assert verdict("x86_64", 0x40000000 | 59) == KILL


@machines
def test_clone_makes_threads_and_processes_but_no_namespaces(machine):
    clone = MACHINES[machine][1]["clone"]
    threads, fork = 0x3D0F00, 17
    assert verdict(machine, clone, threads) == verdict(machine, clone, fork) == ALLOW
    for flag in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
        assert verdict(machine, clone, flag | fork) == EPERM
        assert verdict(machine, clone, flag | threads) == EPERM


@machines
@pytest.mark.parametrize("call", ["socket", "socketpair"])
def test_only_three_families_of_sockets(machine, call):
    number = MACHINES[machine][1][call]
    allowed = [family for family in range(64) if verdict(machine, number, family) == ALLOW]
    assert allowed == sorted([socket.AF_UNIX, socket.AF_INET, socket.AF_INET6])


@machines
def test_personalities_and_terminals(machine):
    numbers = MACHINES[machine][1]
    assert verdict(machine, numbers["personality"], 0xFFFFFFFF) == ALLOW
    assert verdict(machine, numbers["personality"], 0x0040000) == EPERM
    assert verdict(machine, numbers["ioctl"], 0, 0x5401) == ALLOW  # is it a terminal?
    assert verdict(machine, numbers["ioctl"], 0, 0x5412) == EPERM
    assert verdict(machine, numbers["ioctl"], 0, 0x541C) == EPERM


def test_this_machine_is_one_of_them_or_says_so():
    assert seccomp.supported() == (os.uname().machine in MACHINES)
