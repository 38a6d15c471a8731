"""What the engine tells a worker, and what the worker says: one JSON object a line."""

from typing import Literal

import msgspec

from autograder.results import SubmissionResult

Fault = Literal["submission", "course", "ours"]


class Job(msgspec.Struct, frozen=True):
    """One submission to grade."""

    submission: str
    course: str
    sandbox: str = "auto"
    assignment: str | None = None
    seed: int | None = None
    exercises: tuple[str, ...] | None = None


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


Said = Step | Graded | Refused
