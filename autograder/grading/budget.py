"""The time that a student's computing may take: for a step, and for the whole submission."""

from collections.abc import Callable

from autograder.course import MOST_WAITING

_WORTH_A_LOOK_S = 0.02


class Budget:
    """Seconds that are left, counting only what was the student's own.

    Time for which an answer was awaited counts, less the time for which the student's process
    stood ready and no processor took it. A process with many threads could let itself wait, so
    nothing goes on for longer than `MOST_WAITING` times its limit.
    """

    def __init__(self, submission_s: float) -> None:
        self._left_of_submission = submission_s
        self._left_of_step = 0.0
        self._counts = True
        self._unsettled = 0.0
        self._waited = 0.0
        self.limit_of_step = 0.0

    @property
    def left(self) -> float:
        """Seconds until the student's process is to be looked at, or stopped."""
        left = self._left_of_step
        if self._counts:
            left = min(left, self._left_of_submission)
        return max(0.0, left - self._unsettled)

    @property
    def is_used_up(self) -> bool:
        """Whether the submission as a whole has no time left."""
        return self._left_of_submission <= 0

    def for_step(self, seconds: float) -> None:
        """Begin a step of the student's."""
        self._settle(0.0)
        self._left_of_step = self.limit_of_step = seconds
        self._counts = True

    def for_ourselves(self, seconds: float) -> None:
        """Begin a step in a new process, before any code of the student's: it costs nothing."""
        self.for_step(seconds)
        self._counts = False
        self._waited = 0.0

    def spend(self, seconds: float, waited: Callable[[], float], at_once: bool = False) -> None:
        """Count seconds for which an answer was awaited.

        `waited` says for how long the process has waited for a processor since it began. It is
        asked when that may matter, or `at_once`.
        """
        self._unsettled += seconds
        if at_once or seconds > _WORTH_A_LOOK_S:
            now = waited()
            since, self._waited = max(0.0, now - self._waited), now
            self._settle(since)

    def _settle(self, waited: float) -> None:
        own = max(self._unsettled / MOST_WAITING, self._unsettled - waited)
        self._left_of_step -= own
        if self._counts:
            self._left_of_submission -= own
        self._unsettled = 0.0
