"""A hostile message costs no more memory than its limits say, whatever it claims."""

import struct
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from autograder.errors import ValueNotAllowed, WireError
from autograder.wire import Connection, Limits, pack, unpack

MIB = 2**20
# What a structure of 1 MiB with at most 100,000 values in it may grow to, and no more.
BOUND = 32 * MIB
FULL = MIB - 6  # with a header of an array around it


def raw(structure: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">II", len(structure), len(data)) + structure + data


def many(element: bytes, tag: bytes = b"\x00") -> bytes:
    """A list of as many of these as are allowed."""
    count = min(99_999, FULL // len(element))
    return raw(b"\xdd" + struct.pack(">I", count + 1) + tag + element * count)


def without_header(byte: bytes) -> bytes:
    return raw(byte * MIB)


HOSTILE = {
    "a megabyte of empty arrays": raw(b"\xdd\x00\x0f\xff\xfa" + b"\x90" * FULL),
    "a megabyte of empty arrays in a list": raw(b"\xdd\x00\x0f\xff\xfa\x00" + b"\x90" * FULL),
    "a megabyte of nested arrays": without_header(b"\x91"),
    "a megabyte of arrays of zero": without_header(b"\x90"),
    "a megabyte of claims": raw(b"\xdd\x00\x0f\xff\xff\x00" * 150_000),
    "a megabyte of claimed tuples": raw(b"\xdd\x00\x01\x00\x00\x01" * 150_000),
    "a megabyte of endless claims": raw(b"\xdd\xff\xff\xff\xff\x00" * 150_000),
    "as many lists as allowed": many(b"\x91\x00"),
    "as many dicts as allowed": many(b"\x91\x02"),
    "as many empty arrays as allowed": many(b"\x93\x04\xa3|u1\x00"),
    "as many empty arrays of many sides as allowed": many(
        b"\xdc\x00\x22\x04\xa3|u1" + b"\x00" * 32
    ),
    "as many foreign empty arrays as allowed": many(b"\x93\x04\xa4>c16\x00"),
    "as many handles as allowed": many(b"\x94\x07\x01\xa1a\xc3"),
    "as many long integers as allowed": many(b"\xcf" + b"\xff" * 8),
    "as many floats as allowed": many(b"\xcb" + b"\x01" * 8),
    "as many short texts as allowed": many(b"\xa4\xf0\x9f\x98\x80"),
    "one long text of four-byte letters": raw(
        b"\xdb" + struct.pack(">I", FULL // 4 * 4) + "😀".encode() * (FULL // 4)
    ),
    "one long text": raw(b"\xdb" + struct.pack(">I", FULL) + b"a" * FULL),
    "text of four gigabytes": raw(b"\xdb\xff\xff\xff\xff" + b"a" * FULL),
    "a dict of many keys": raw(
        b"\xdd"
        + struct.pack(">I", 99_999)
        + b"\x02"
        + b"".join(b"\xce" + struct.pack(">I", n) + b"\xc0" for n in range(49_999))
    ),
    "a shape of 2**62": raw(b"\x93\x04\xa3|u1\xcf\x40" + bytes(7)),
    "a shape just under the limit without data": raw(
        b"\x93\x04\xa3|u1\xce" + struct.pack(">I", 60 * MIB)
    ),
    "an empty array of an endless side": raw(b"\x94\x04\xa3|u1\x00\xcf\x40" + bytes(7)),
    "structure of four gigabytes": b"\xff" * 8,
}


# What a reader's own process says of the most memory that it had, message by message, each
# read in a fork so that none finds memory that another has left.
READER = """
import os, pathlib, sys
from autograder.errors import WireError
from autograder.wire import unpack

def most_so_far():
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024

for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    message = path.read_bytes()
    if os.fork() == 0:
        before = most_so_far()
        try:
            value = unpack(message)
        except WireError:
            pass
        print(path.name, most_so_far() - before, flush=True)
        os._exit(0)
    os.wait()
"""
needs_linux = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="only Linux says how much memory a process had"
)


def said_by(script: str, *arguments: str) -> list[str]:
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.splitlines()


@needs_linux
def test_a_hostile_message_stays_within_the_bound(tmp_path):
    names = list(HOSTILE)
    for number, name in enumerate(names):
        (tmp_path / f"{number:03}").write_bytes(HOSTILE[name])
    said = [line.split() for line in said_by(READER, str(tmp_path))]
    grown = {names[int(number)]: int(bytes_) for number, bytes_ in said}
    assert set(grown) == set(HOSTILE)
    assert {name: size / MIB for name, size in grown.items() if size > BOUND} == {}


def peak_of(step: Callable[[], object]) -> int:
    """The most bytes that were in use at once while this was done, its result included."""
    tracemalloc.start()
    try:
        step()
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    return peak


def test_a_large_array_is_read_with_one_copy_and_written_with_one():
    array = np.zeros(40 * MIB, dtype=np.uint8)
    frame = pack(array)
    assert peak_of(lambda: pack(array)) < 41 * MIB
    assert peak_of(lambda: unpack(frame)) < 41 * MIB


def test_a_large_message_takes_little_more_than_itself_and_its_arrays(pair):
    one, other = pair
    frame = pack(np.zeros(40 * MIB, dtype=np.uint8))
    with ThreadPoolExecutor(1) as pool:
        pool.submit(one.sendall, frame)
        assert peak_of(lambda: Connection(other).receive(timeout=20)) < 2.25 * 40 * MIB


@pytest.mark.parametrize(
    "value",
    [
        "a" * (50 * MIB),
        b"a" * (50 * MIB),
        ["é" * MIB] * 50,
        [0] * (4 * MIB),
        np.broadcast_to(np.uint8(1), 65 * MIB),
        [np.broadcast_to(np.uint8(1), 30 * MIB)] * 50,
    ],
    ids=["text", "bytes", "texts", "list", "array", "arrays"],
)
def test_what_is_too_large_to_send_is_refused_before_it_is_copied(value):
    def send() -> None:
        with pytest.raises(ValueNotAllowed):
            pack(value)

    assert peak_of(send) < (64 if type(value) is list else 2) * MIB


def test_smaller_limits_take_less():
    def read() -> None:
        with pytest.raises(WireError):
            unpack(HOSTILE["as many lists as allowed"], Limits(items=1000))

    assert peak_of(read) < MIB


RECEIVER = """
import socket, struct
from autograder.errors import WireTimeout
from autograder.wire import Connection

def most_so_far():
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024

ours, theirs = socket.socketpair()
ours.sendall(struct.pack(">II", 2**20, 63 * 2**20 - 8) + b"\\xc0" * 1000)
before = most_so_far()
try:
    Connection(theirs).receive(timeout=0.2)
except WireTimeout:
    print(most_so_far() - before)
"""


@needs_linux
def test_a_length_that_is_claimed_and_not_sent_costs_nothing():
    (grown,) = said_by(RECEIVER)
    assert int(grown) < 2 * MIB
