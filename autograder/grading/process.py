"""The student process of one submission, kept alive from check to check.

It is started when first needed, given the notebook's cells, and replaced by a fresh one when
it ends, hangs or says something that is not an answer. Only the student's own computing is
counted against a limit (`budget`): the clock runs while an answer is awaited, at no other time,
and stands while the machine has no processor to spare.
"""

import contextlib
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from autograder.errors import SandboxError, ValueNotAllowed, WireClosed, WireError, WireTimeout
from autograder.grading import answers
from autograder.grading.budget import Budget
from autograder.grading.cells import CellPlan
from autograder.grading.failures import Failure, failure_from
from autograder.grading.outcomes import StudentError, StudentStopped, Unwritten, student_error
from autograder.notebook import Notebook
from autograder.sandbox import Ending, ProcessLimits, Sandbox, StudentProcess

NOTHING = Notebook(path=Path(), cells=(), metadata={}, notices=())
START_S = 60.0
ENDING_S = 2.0


@dataclass(frozen=True)
class TimeLimits:
    """Seconds of the student's own computing."""

    cell_s: float = 30.0
    check_s: float = 20.0
    submission_s: float = 600.0


class StudentSide:
    """A transport (see `remote.Transport`) to a sandboxed process with the notebook's names."""

    def __init__(
        self,
        sandbox: Sandbox,
        notebook: Notebook,
        process_limits: ProcessLimits,
        time_limits: TimeLimits,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sandbox = sandbox
        self._process_limits = process_limits
        self._time_limits = time_limits
        self._clock = clock
        self._process: StudentProcess | None = None
        self._numbers = itertools.count(1)
        self._budget = Budget(time_limits.submission_s)
        self._output = ""
        self._clean: StudentSide | None = None
        self._trials = np.random.default_rng()
        self.cells = CellPlan(notebook)

    def ready(self, seed: int, timeout: float | None, trials: np.random.Generator) -> None:
        """Begin a check: a process with all cells run, seeded, with the check's time ahead.

        `trials` draws what models are tried with in this check (see `describe`).
        """
        self._trials = trials
        try:
            self._settle(seed)
        except StudentStopped:
            # what the check before left behind, such as an answer too many, is not this one's
            self._settle(seed)
        self._budget.for_step(self._time_limits.check_s if timeout is None else timeout)

    def request(self, operation: str, label: str, **arguments: Any) -> Any:
        """Ask the student process; see `remote.Transport`."""
        if self._process is None:
            raise StudentStopped("Your code was stopped earlier in this check.")
        number = next(self._numbers)
        question = {"id": number, "op": operation, **arguments}
        try:
            reply = self._exchange(question, self._process)
        except ValueNotAllowed as error:
            self._drop()
            raise StudentStopped(
                f"{label} gave something that cannot be passed on: {error}"
            ) from None
        except WireTimeout:
            self._drop()
            raise StudentStopped(self._too_long(label)) from None
        except WireClosed:
            raise StudentStopped(_ended(self._drop(ENDING_S))) from None
        except WireError:
            self._drop()
            raise StudentStopped(_FORGED) from None
        return self._read(reply, number, operation, label)

    def _exchange(self, question: dict[str, Any], process: StudentProcess) -> Any:
        """The reply; WireTimeout when the student's own computing has used up its time.

        However it ends, the time is spent: a process that is replaced for what it did at the end
        of a step has had the step's time all the same.
        """
        connection = process.connection
        asked_at = self._clock()
        ended = False
        try:
            connection.send(question, timeout=self._budget.left)
            while True:
                left = self._budget.left - (self._clock() - asked_at)
                try:
                    reply = connection.receive(timeout=left)
                except WireTimeout:
                    self._budget.spend(self._clock() - asked_at, process.waited, at_once=True)
                    asked_at = self._clock()
                    if self._budget.left <= 0 or not connection.usable:
                        raise
                else:
                    ended = True
                    return reply
        finally:
            self._budget.spend(self._clock() - asked_at, process.waited, at_once=not ended)

    def witness(self) -> tuple["StudentSide", np.random.Generator]:
        """A process in which no student's code ran, and what to draw trials from."""
        if self._clean is None:
            limits = TimeLimits(submission_s=self._time_limits.submission_s)
            self._clean = StudentSide(self._sandbox, NOTHING, self._process_limits, limits)
        self._clean.ready(0, None, self._trials)
        return self._clean, self._trials

    def why_missing(self, exercise: str) -> str | None:
        """Why an exercise's name is not defined; None when it is."""
        if exercise in self.request("names", "the notebook"):
            return None
        return self.cells.why_missing(exercise)

    def output(self) -> str:
        """What the student's code has printed, over all its processes."""
        return self._output + (self._process.log() if self._process else "")

    def close(self) -> None:
        """End the student process, and the clean one beside it."""
        if self._process is not None:
            self._drop()
        if self._clean is not None:
            self._clean.close()

    def _settle(self, seed: int) -> None:
        """A process with all cells run, with nothing of the last check, and seeded."""
        while self._process is None:
            if self._budget.is_used_up:
                raise StudentStopped(self._too_long("The notebook"))
            self._start()
        self._budget.for_step(START_S)
        self.request("release", "")
        self.request("seed", "", value=seed)

    def _start(self) -> None:
        self._process = self._sandbox.start(self._process_limits)
        self._budget.for_ourselves(START_S)
        self.request("prepare", "")
        self.cells.run(self._run_cell)

    def _run_cell(self, code: str, label: str) -> Failure | None:
        """Run one cell; StudentStopped when that ended the process."""
        self._budget.for_step(self._time_limits.cell_s)
        try:
            self.request("run", label, code=code, where=label)
        except (StudentError, Unwritten) as error:
            return error.failure
        return None

    def _drop(self, patience: float = 0.0) -> Ending:
        """End the process and keep what it printed; the next check starts a fresh one.

        Args:
            patience: seconds to wait for an end of its own, whose reason is then known.
        """
        process, self._process = self._process, None
        assert process is not None
        ending = None
        if patience:
            with contextlib.suppress(SandboxError):
                ending = process.ending(patience)
        if ending is None:
            process.kill()
            ending = process.ending()
        self._output += process.log()
        return ending

    def _read(self, reply: Any, number: int, operation: str, label: str) -> Any:
        """The value of a well-formed reply; anything else ends the process."""
        # an array is no number, though it may be equal to one
        if type(reply) is dict and type(reply.get("id")) is int and reply["id"] == number:
            if reply.keys() == {"id", "value"} and answers.fits(operation, reply["value"]):
                return reply["value"]
            if reply.keys() == {"id", "error"}:
                self._raise(reply["error"], operation, label)
        self._drop()
        raise StudentStopped(_FORGED)

    def _raise(self, error: Any, operation: str, label: str) -> None:
        try:
            failure = failure_from(error)
        except msgspec.ValidationError:
            self._drop()
            raise StudentStopped(_FORGED) from None
        raise student_error(operation, label, failure)

    def _too_long(self, label: str) -> str:
        if self._budget.is_used_up:
            return (
                f"The whole notebook has used up its {self._time_limits.submission_s:g} s of"
                " computing; nothing more of it is run."
            )
        return (
            f"{label} took longer than the {self._budget.limit_of_step:g} s that are allowed here"
            " and was stopped: look for a loop that never ends, or for training that is too long."
        )


_FORGED = (
    "Your code wrote to the connection that carries answers to the grader, so its process"
    " was stopped: remove whatever touches open file descriptors or sockets."
)


def _ended(ending: Ending) -> str:
    if ending.reason == "memory":
        return (
            "Your code needed more memory than is allowed and was stopped:"
            " look for arrays or lists that grow without end."
        )
    return (
        f"Your code ended the process that runs it ({ending.detail}):"
        " look for exit(), for recursion without end, or for a crash inside a library."
    )
