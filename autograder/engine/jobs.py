"""What the engine asks of a grader process, and what that says: one JSON object a line."""

from typing import IO, Literal

import msgspec

from autograder.errors import AutograderError, NotebookError, UsageError
from autograder.results import SubmissionResult

LENGTH = 4  # bytes that say how long a job is, before the job

Fault = Literal["submission", "course", "ours"]


class Job(msgspec.Struct, frozen=True):
    """One submission to grade.

    Without a seed, a fresh one is drawn; `exercises` leaves the checks of others out;
    `first_failure` leaves out what comes after the first check that fails; `anew` grades even
    where the result of the same code is known.
    """

    submission: str
    course: str
    assignment: str | None = None
    seed: int | None = None
    exercises: tuple[str, ...] | None = None
    first_failure: bool = False
    anew: bool = False


class Step(msgspec.Struct, frozen=True, tag="step"):
    """What is being done with the job, for people to see."""

    what: str


class Graded(msgspec.Struct, frozen=True, tag="graded"):
    """The job is done."""

    result: SubmissionResult


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """The job could not be done; `fault` says by whose doing."""

    reason: str
    fault: Fault


Answer = Graded | Refused
Said = Step | Answer


def fault_of(error: AutograderError) -> Fault:
    """By whose doing an error kept a job from being done."""
    if isinstance(error, NotebookError):
        return "submission"
    return "course" if isinstance(error, UsageError) else "ours"


def hear(line: bytes) -> Said:
    """What a line of a grader process says."""
    said: Said = msgspec.json.decode(line, type=Said)
    return said


def say(answers: IO[bytes], said: Said) -> None:
    """Write one line, for `hear`."""
    answers.write(msgspec.json.encode(said) + b"\n")
    answers.flush()
