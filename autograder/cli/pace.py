"""How fast something goes, and how long the rest will take."""

import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Pace(Generic[Key]):
    """How fast submissions are graded, and how long the rest will take.

    Speed is how many are in flight on average, by how long a real grading flies: start-up does
    not count, nor do results that were known already. `clock` tells seconds.
    """

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.total = total
        self.done = 0
        self.cached = 0
        self._clock = clock
        self._start = self._now = clock()
        self._since: dict[Key, float] = {}
        self._busy_s = self._flown_s = 0.0  # with any in flight; of all in flight together
        self._graded, self._graded_s = 0, 0.0

    def begin(self, key: Key) -> None:
        """Something is in flight, if it was not yet."""
        self._pass()
        self._since.setdefault(key, self._now)

    def end(self, key: Key, *, graded: bool = True, cached: bool = False) -> None:
        """It is done; `graded` when it really was, `cached` when its result was known."""
        self._pass()
        self.done += 1
        self.cached += cached
        since = self._since.pop(key, None)
        if since is not None and graded:
            self._graded += 1
            self._graded_s += self._now - since

    def in_flight(self) -> list[tuple[Key, float]]:
        """What is in flight and for how many seconds, longest first."""
        now = self._clock()
        return [(key, now - since) for key, since in self._since.items()]

    @property
    def elapsed_s(self) -> float:
        """Seconds since the beginning."""
        return self._clock() - self._start

    @property
    def per_minute(self) -> float | None:
        """How many are graded in a minute; None until one was."""
        if not self._graded_s:
            return None
        return 60 * self._at_once * self._graded / self._graded_s

    @property
    def left_s(self) -> float | None:
        """Seconds until all are done, if the rest has to be graded; None until one was."""
        if not self._graded_s:
            return None
        each_s, left = self._graded_s / self._graded, self.total - self.done
        flown_s = sum(min(seconds, each_s) for _, seconds in self.in_flight())
        return max(0.0, left * each_s - flown_s) / max(1.0, min(self._at_once, left))

    def summary(self) -> str:
        """How long it took, in a line."""
        of = "" if self.done == self.total else f" of {self.total}"
        text = f"{self.done}{of} submission{'s'[: self.total != 1]} in {spoken(self.elapsed_s)}"
        if self.done > 1:
            text += f", {spoken(self.elapsed_s / self.done)} each"
        return text + (f"; {self.cached} of them from the cache" if self.cached else "")

    @property
    def _at_once(self) -> float:
        return self._flown_s / self._busy_s

    def _pass(self) -> None:
        before, self._now = self._now, self._clock()
        if self._since:
            self._busy_s += self._now - before
            self._flown_s += (self._now - before) * len(self._since)


def clock_time(seconds: float) -> str:
    """A duration as 0:05, 12:05 or 1:02:05."""
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def spoken(seconds: float) -> str:
    """A duration as 0.45 s, 12 s, 5 min 12 s or 2 h 5 min."""
    if seconds < 10:
        return f"{round(seconds, 2):.2g} s"
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minute} min"
    return f"{minute} min {second} s" if minute else f"{second} s"
