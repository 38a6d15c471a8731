"""Whole messages over a stream socket, each with a deadline."""

import math
import select
import socket
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from autograder.errors import WireClosed, WireTimeout
from autograder.wire import header
from autograder.wire.limits import DEFAULT, Limits
from autograder.wire.packing import pack
from autograder.wire.unpacking import unpack
from autograder.wire.values import Value

T = TypeVar("T")

_CHUNK = 2**18  # bytes asked for at a time: memory grows with what came, not with what is claimed
# absent on Windows, where there is no sandbox to connect to either
_NOW = getattr(socket, "MSG_DONTWAIT", 0)
_LONGEST_WAIT = 3600.0  # seconds; poll takes no endless number, and is asked again anyway


class Connection:
    """One end of a connected stream socket, for one sender and one receiver at a time.

    After an error it is of no further use, since nobody knows where the next message begins;
    every call then raises `WireClosed`. Two leave it as it was: a value that cannot be sent, and a
    timeout before the first byte.

    The socket's own blocking mode is left alone, as a forked process shares it.
    """

    def __init__(
        self,
        sock: socket.socket,
        limits: Limits = DEFAULT,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sock = sock
        self._limits = limits
        self._clock = clock
        self._fault = ""

    @property
    def usable(self) -> bool:
        """Whether it is still known where the next message begins."""
        return not self._fault

    def send(self, value: Value, timeout: float | None = None) -> None:
        """Send a value; wait at most `timeout` seconds until all of it is on its way.

        Raises:
            ValueNotAllowed: the value cannot be passed; nothing was sent.
            WireTimeout: the other side did not read in time.
            WireClosed: the other side has gone.
        """
        self._check_usable()
        deadline = self._deadline(timeout)
        frame = memoryview(pack(value, self._limits))
        sent = 0
        try:
            while sent < len(frame):
                part = frame[sent : sent + _CHUNK]
                sent += self._attempt(
                    partial(self._sock.send, part, _NOW), select.POLLOUT, deadline
                )
                if sent < len(frame):
                    self._check_time(deadline)
        except BaseException as error:
            if sent or not isinstance(error, WireTimeout):
                self._fault = "a message could not be sent whole"
            raise

    def receive(self, timeout: float | None = None) -> Value:
        """The next value; all of it has to come within `timeout` seconds.

        Raises:
            WireTimeout: it did not come in time.
            WireClosed: the other side has gone.
            WireError: what came is not a message, or (`ValueNotAllowed`) one over a limit.
        """
        self._check_usable()
        deadline = self._deadline(timeout)
        frame = bytearray()
        try:
            self._receive_until(header.SIZE, frame, deadline)
            structure, data = header.read(frame, self._limits)
            self._receive_until(header.SIZE + structure + data, frame, deadline)
            return unpack(frame, self._limits)
        except BaseException as error:
            if frame or not isinstance(error, WireTimeout):
                self._fault = "what came over it was not a whole message"
            raise

    def close(self) -> None:
        """Close the socket; the other side's next `receive` raises `WireClosed`."""
        self._fault = "it was closed on this side"
        self._sock.close()

    def _receive_until(self, size: int, frame: bytearray, deadline: float) -> None:
        """Let `frame` grow to `size` bytes."""
        while len(frame) < size:
            most = min(size - len(frame), _CHUNK)
            received = self._attempt(partial(self._sock.recv, most, _NOW), select.POLLIN, deadline)
            if not received:
                raise WireClosed(
                    f"The other side closed the connection after {len(frame):,} bytes of a "
                    f"message of {size:,} or more."
                    if frame
                    else "The other side has closed the connection."
                )
            frame += received
            if len(frame) < size:
                self._check_time(deadline)

    def _attempt(self, step: Callable[[], T], event: int, deadline: float) -> T:
        """Do `step`, which does not wait, once the socket has the event."""
        while True:
            self._wait(event, deadline)
            try:
                return step()
            except (BlockingIOError, TimeoutError):  # someone who shares the socket was faster
                self._check_time(deadline)
            except OSError as error:
                raise _gone(error) from None

    def _wait(self, event: int, deadline: float) -> None:
        """Wait until the socket has an event, or something to say about its end."""
        poll = select.poll()
        try:
            poll.register(self._sock, event)
        except (OSError, ValueError) as error:  # closed, with no descriptor left
            raise _gone(error) from None
        while True:
            left = min(deadline - self._clock(), _LONGEST_WAIT)
            if poll.poll(math.ceil(max(left, 0) * 1000)):
                return
            if left <= 0:
                raise _too_late()

    def _check_time(self, deadline: float) -> None:
        """Refuse to go on after the deadline: bytes one by one would never make `_wait` wait."""
        if self._clock() > deadline:
            raise _too_late()

    def _deadline(self, timeout: float | None) -> float:
        return math.inf if timeout is None else self._clock() + timeout

    def _check_usable(self) -> None:
        if self._fault:
            raise WireClosed(f"This connection is of no further use: {self._fault}.")


def _gone(error: Exception) -> WireClosed:
    return WireClosed(f"The other side of the connection has gone ({error}).")


def _too_late() -> WireTimeout:
    return WireTimeout("The other side of the connection did not answer or read in time.")
