"""Messages over a real pair of sockets: whole or not at all, and never for longer than allowed."""

import contextlib
import math
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.errors import ValueNotAllowed, WireClosed, WireError, WireTimeout
from autograder.wire import Connection, Limits, pack

SOON = 0.05
LONG = 20  # seconds; reached only if something hangs


@pytest.fixture(scope="module")
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as pool:
        yield pool


class Clock:
    """A clock that goes on by a step each time it is looked at."""

    def __init__(self, step: float) -> None:
        self.now = 1000.0
        self.step = step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_values_arrive_as_they_were_and_in_order(values, same, threads, data):
    sent = data.draw(st.lists(values, min_size=1, max_size=4))
    one, other = socket.socketpair()
    with one, other:
        sender, receiver = Connection(one), Connection(other)
        answer = threads.submit(lambda: [receiver.receive(LONG) for _ in sent])
        for value in sent:
            sender.send(value, LONG)
        assert same(answer.result(LONG), sent)


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_values_arrive_however_their_bytes_are_cut(values, same, threads, data):
    sent = data.draw(st.lists(values, min_size=1, max_size=3))
    stream = b"".join(map(pack, sent))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=40)))
    one, other = socket.socketpair()
    with one, other:

        def dribble() -> None:
            for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
                one.sendall(stream[start:end])

        done = threads.submit(dribble)
        receiver = Connection(other)
        assert same([receiver.receive(LONG) for _ in sent], sent)
        done.result(LONG)


@settings(deadline=None, max_examples=200)
@given(stream=st.binary(max_size=100))
def test_arbitrary_bytes_end_in_one_of_the_errors(stream):
    one, other = socket.socketpair()
    with other:
        with one:
            one.sendall(stream)
        receiver = Connection(other)
        with contextlib.suppress(WireError):
            while True:  # a short message may be in there
                receiver.receive(LONG)
        with pytest.raises(WireClosed):
            receiver.receive(LONG)


def test_a_byte_at_a_time_arrives(pair, threads, same):
    one, other = pair
    value = {"a": [1, 2.5, np.arange(20)]}

    def dribble() -> None:
        for byte in pack(value):
            one.sendall(bytes([byte]))
            time.sleep(0.0005)

    job = threads.submit(dribble)
    assert same(Connection(other).receive(LONG), value)
    job.result(LONG)


def test_large_messages_pass_both_ways_at_once(pair, threads, same):
    """Neither side waits for the other to have read first."""
    large = np.random.default_rng(1).normal(size=(20, 2**17))  # 20 MiB
    here, there = (Connection(end) for end in pair)
    jobs = [threads.submit(end.send, large, LONG) for end in (here, there)]
    answers = [threads.submit(end.receive, LONG) for end in (here, there)]
    assert all(same(answer.result(LONG), large) for answer in answers)
    for job in jobs:
        job.result(LONG)


@pytest.mark.parametrize("mode", [None, 0, 30], ids=["blocking", "not blocking", "with its own"])
def test_the_mode_of_the_socket_does_not_matter_and_stays(pair, mode):
    one, other = pair
    one.settimeout(mode)
    other.settimeout(mode)
    Connection(one).send("hello", timeout=1)
    receiver = Connection(other)
    assert receiver.receive(timeout=1) == "hello"
    started = time.monotonic()
    with pytest.raises(WireTimeout):
        receiver.receive(timeout=SOON)
    assert time.monotonic() - started < 5
    assert one.gettimeout() == other.gettimeout() == mode


@pytest.mark.parametrize("timeout", [None, math.inf, 1e12, 0, 0.0, -1])
def test_what_is_there_already_is_received_whatever_the_timeout(pair, timeout):
    one, other = pair
    Connection(one).send([1, 2], timeout=1)
    assert Connection(other).receive(timeout) == [1, 2]


# --- the other side goes -------------------------------------------------------------------


def test_the_end_between_messages_is_no_broken_message(pair):
    one, other = pair
    Connection(one).send(1)
    one.close()
    receiver = Connection(other)
    assert receiver.receive(LONG) == 1
    with pytest.raises(WireClosed, match="has closed the connection"):
        receiver.receive(LONG)


@pytest.mark.parametrize("received", [1, 7, 8, 9, 12, 30])
def test_the_end_within_a_message_says_how_far_it_came(pair, received):
    one, other = pair
    one.sendall(pack([1, np.zeros(9)])[:received])
    one.close()
    with pytest.raises(WireClosed, match=f"after {received} bytes of a message"):
        Connection(other).receive(LONG)


def test_a_side_that_left_unread_messages_behind_has_gone(pair):
    one, other = pair
    sender = Connection(other)
    sender.send("never read")
    one.close()
    with pytest.raises(WireClosed):
        sender.receive(LONG)


def test_sending_to_a_side_that_has_gone_says_so(pair):
    one, other = pair
    one.close()
    sender = Connection(other)
    with pytest.raises(WireClosed, match="has gone"):
        sender.send("hello", LONG)
    with pytest.raises(WireClosed, match="of no further use"):
        sender.send("hello", LONG)


def test_a_receiver_that_goes_while_a_message_is_sent_ends_the_sending(pair, threads):
    one, other = pair
    job = threads.submit(Connection(one).send, np.zeros(2**22), LONG)
    other.recv(100_000)
    other.close()
    with pytest.raises(WireClosed):
        job.result(LONG)


def test_a_closed_connection_says_that_it_is_closed(pair):
    one, other = pair
    here = Connection(one)
    here.close()
    here.close()
    for call in (here.receive, lambda: here.send(1)):
        with pytest.raises(WireClosed, match="closed on this side"):
            call()
    with pytest.raises(WireClosed, match="has closed the connection"):
        Connection(other).receive(LONG)


def test_a_socket_that_was_closed_behind_its_back_is_a_closed_connection(pair):
    one, _ = pair
    here = Connection(one)
    one.close()
    with pytest.raises(WireClosed):
        here.receive(SOON)


# --- the other side is slow ----------------------------------------------------------------


def test_silence_is_a_timeout_after_which_messages_still_come(pair):
    one, other = pair
    receiver = Connection(other)
    for timeout in (SOON, 0, -1):
        with pytest.raises(WireTimeout):
            receiver.receive(timeout)
    Connection(one).send("late")
    assert receiver.receive(LONG) == "late"


def test_silence_within_a_message_ends_the_connection(pair):
    one, other = pair
    frame = pack("slow")
    one.sendall(frame[:9])
    receiver = Connection(other)
    with pytest.raises(WireTimeout):
        receiver.receive(SOON)
    one.sendall(frame[9:])
    for call in (receiver.receive, lambda: receiver.send(1)):
        with pytest.raises(WireClosed, match="of no further use"):
            call()


def drip(sock: socket.socket, pause: float, stop: threading.Event) -> None:
    with contextlib.suppress(OSError):
        sock.sendall(struct.pack(">II", 1000, 10_000))
        while not stop.wait(pause):
            sock.sendall(b"\xc0")


def test_a_slow_drip_does_not_put_off_the_deadline(pair, threads):
    one, other = pair
    stop = threading.Event()
    job = threads.submit(drip, one, 0.01, stop)
    started = time.monotonic()
    try:
        with pytest.raises(WireTimeout):
            Connection(other).receive(timeout=0.3)
        assert 0.2 < time.monotonic() - started < 5
    finally:
        stop.set()
        job.result(LONG)


class OneByOne:
    """A socket that takes and gives one byte at a time, and always can."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def fileno(self) -> int:
        return self._sock.fileno()

    def recv(self, most: int, flags: int) -> bytes:
        return self._sock.recv(1, flags)

    def send(self, part: memoryview, flags: int) -> int:
        return self._sock.send(part[:1], flags)


def test_a_drip_so_fast_that_there_is_always_a_byte_does_not_either(pair):
    one, other = pair
    one.sendall(pack(b"a" * 1000))
    with pytest.raises(WireTimeout):
        Connection(OneByOne(other), clock=Clock(0.01)).receive(timeout=1)


def test_time_is_what_the_clock_says(pair):
    _, other = pair
    started = time.monotonic()
    with pytest.raises(WireTimeout):
        Connection(other, clock=Clock(3600)).receive(timeout=60)
    assert time.monotonic() - started < 5


def test_a_side_that_never_reads_is_a_timeout(pair):
    one, _ = pair
    sender = Connection(one)
    started = time.monotonic()
    with pytest.raises(WireTimeout):
        sender.send(np.zeros(2**22), timeout=SOON)
    assert time.monotonic() - started < 5
    with pytest.raises(WireClosed, match="of no further use"):
        sender.send(1)


def test_a_side_that_reads_a_byte_at_a_time_does_not_put_off_the_deadline(pair):
    one, _ = pair
    with pytest.raises(WireTimeout):
        Connection(OneByOne(one), clock=Clock(0.1)).send(b"a" * 30, timeout=1)


def test_a_side_that_reads_later_still_gets_what_was_not_begun(pair):
    one, other = pair
    sender, receiver = Connection(one), Connection(other)
    number = 0
    with pytest.raises(WireTimeout):
        while True:
            sender.send(number, timeout=SOON)
            number += 1
    assert [receiver.receive(LONG) for _ in range(number)] == list(range(number))
    sender.send("later", LONG)
    assert receiver.receive(LONG) == "later"


# --- the other side lies -------------------------------------------------------------------


def test_a_malformed_message_ends_the_connection(pair):
    one, other = pair
    one.sendall(struct.pack(">II", 1, 0) + b"\xc1" + pack("a good one"))
    receiver = Connection(other)
    with pytest.raises(WireError, match="0xc1"):
        receiver.receive(LONG)
    for call in (receiver.receive, lambda: receiver.send(1)):
        with pytest.raises(WireClosed, match="of no further use"):
            call()


@pytest.mark.parametrize("lengths", [(2**20 + 1, 0), (1, 2**26), (2**32 - 1, 2**32 - 1), (0, 0)])
def test_a_wrong_length_is_refused_without_waiting_for_what_it_promises(pair, lengths):
    one, other = pair
    one.sendall(struct.pack(">II", *lengths))
    receiver = Connection(other)
    started = time.monotonic()
    with pytest.raises(WireError) as caught:
        receiver.receive(timeout=LONG)
    assert isinstance(caught.value, ValueNotAllowed) == (lengths != (0, 0))
    assert time.monotonic() - started < 5
    with pytest.raises(WireClosed):
        receiver.receive(timeout=LONG)


def test_both_ends_keep_their_own_limits(pair):
    one, other = pair
    large = Connection(one)
    large.send("a" * 1000)
    with pytest.raises(ValueNotAllowed):
        Connection(other, Limits(structure_bytes=100)).receive(LONG)


@pytest.mark.parametrize(
    "value", [{1}, "a" * 2**21, np.zeros(2**24), float], ids=["set", "long", "large", "type"]
)
def test_a_value_that_cannot_be_sent_leaves_nothing_on_the_way(pair, value):
    one, other = pair
    sender = Connection(one)
    with pytest.raises(ValueNotAllowed):
        sender.send(value)
    sender.send("instead")
    assert Connection(other).receive(LONG) == "instead"


def test_an_interruption_within_a_message_ends_the_connection(pair):
    one, other = pair

    def interrupted() -> Callable[[], float]:
        looks = iter([0.0, 0.0, KeyboardInterrupt()])

        def clock() -> float:
            look = next(looks)
            if isinstance(look, BaseException):
                raise look
            return look

        return clock

    one.sendall(pack("hello")[:8])
    receiver = Connection(other, clock=interrupted())
    with pytest.raises(KeyboardInterrupt):
        receiver.receive(timeout=10)
    with pytest.raises(WireClosed, match="of no further use"):
        receiver.receive()
