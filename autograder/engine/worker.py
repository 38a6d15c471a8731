"""The worker: a trusted process that grades one job after the other.

It holds one sandbox, with TensorFlow already imported there, for all of its jobs. Each job is
graded in a fork of the worker, thrown away afterwards, so that nothing of one grading is left
for the next. Run as `python -I -m autograder.engine.worker`.
"""

import gc
import os
import select
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec

from autograder.course import load
from autograder.engine.jobs import Fault, Graded, Job, Refused, Said, Step
from autograder.errors import AutograderError, NotebookError, UsageError
from autograder.grading.run import run
from autograder.sandbox import Sandbox, open_sandbox

# what a grading may take beyond the student's own computing before it counts as stuck
SLACK_S = 120.0


def main() -> None:
    """Answer jobs from standard input until it closes."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever a grader prints must not be taken for an answer
    gc.collect()
    gc.freeze()
    sandbox: Sandbox | None = None
    try:
        for line in sys.stdin.buffer:
            job = msgspec.json.decode(line, type=Job)
            sandbox = _work(job, sandbox, answers)
    finally:
        if sandbox is not None:
            sandbox.close()


def _work(job: Job, sandbox: Sandbox | None, answers: IO[bytes]) -> Sandbox | None:
    """Do one job; return the sandbox for the next one, or None when it needs a new one."""
    try:
        if sandbox is None:
            _say(answers, Step("starting"))
            sandbox = _open(job.sandbox)
        limit = load(Path(job.course)).settings.limits.submission_s + SLACK_S
    except AutograderError as error:
        _say(answers, Refused(str(error), _fault(error)))
        return sandbox
    last = None
    for last in _grade_in_fork(job, sandbox, limit):
        answers.write(last)
    if last is not None and isinstance(_said(last), Graded | Refused):
        return sandbox
    _say(answers, Refused("The grading process ended without a result; try again.", "ours"))
    sandbox.close()
    return None


def _open(name: str) -> Sandbox:
    """A sandbox that has loaded its libraries, so that every fork finds it so."""
    sandbox = open_sandbox(name)
    sandbox.start().kill()
    return sandbox


def _grade_in_fork(job: Job, sandbox: Sandbox, limit: float) -> Iterator[bytes]:
    """Lines that the forked grading says, until it ends or its time is over."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _grade_and_exit(job, sandbox, os.fdopen(writing, "wb", buffering=0))
    os.close(writing)
    with os.fdopen(reading, "rb") as lines:
        yield from _lines(lines, time.monotonic() + limit)
    os.kill(child, 9)
    os.waitpid(child, 0)


def _lines(lines: IO[bytes], deadline: float) -> Iterator[bytes]:
    rest = b""
    while (left := deadline - time.monotonic()) > 0:
        if not select.select([lines], [], [], left)[0]:
            return
        chunk = os.read(lines.fileno(), 1 << 16)
        if not chunk:
            return
        *whole, rest = (rest + chunk).split(b"\n")
        yield from (line + b"\n" for line in whole)


def _grade_and_exit(job: Job, sandbox: Sandbox, answers: IO[bytes]) -> None:
    """In the fork: grade, say what came out, and end without returning."""
    try:
        _say(answers, _graded(job, sandbox, answers))
    finally:
        os._exit(0)


def _graded(job: Job, sandbox: Sandbox, answers: IO[bytes]) -> Said:
    try:
        result = run(
            Path(job.submission),
            load(Path(job.course)),
            sandbox,
            assignment=job.assignment,
            seed=job.seed,
            exercises=job.exercises,
            progress=lambda step: _say(answers, Step(step)),
        )
    except AutograderError as error:
        return Refused(str(error), _fault(error))
    except Exception as error:
        return Refused(
            f"Grading broke ({type(error).__name__}: {error}); this is our fault.", "ours"
        )
    return Graded(result)


def _fault(error: AutograderError) -> Fault:
    if isinstance(error, NotebookError):
        return "submission"
    return "course" if isinstance(error, UsageError) else "ours"


def _said(line: bytes) -> Said:
    said: Said = msgspec.json.decode(line, type=Said)
    return said


def _say(answers: IO[bytes], said: Said) -> None:
    answers.write(msgspec.json.encode(said) + b"\n")


if __name__ == "__main__":
    main()
