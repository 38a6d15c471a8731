"""Grade one job in a fork of the worker, which says lines until it is done."""

import os
import select
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from autograder.course import load
from autograder.engine.jobs import Graded, Job, Refused, Said, Step, fault_of, say
from autograder.errors import AutograderError
from autograder.grading.run import run
from autograder.sandbox import Sandbox


def grade_in_fork(job: Job, sandbox: Sandbox, limit: float) -> Iterator[bytes]:
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
        say(answers, _graded(job, sandbox, answers))
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
            progress=lambda step: _tell(answers, step),
        )
    except AutograderError as error:
        return Refused(str(error), fault_of(error))
    except Exception as error:
        return Refused(
            f"Grading broke ({type(error).__name__}: {error}); this is our fault.", "ours"
        )
    return Graded(result)


def _tell(answers: IO[bytes], step: str) -> None:
    """Say what is being done, and stop when nobody listens any more."""
    try:
        say(answers, Step(step))
    except BrokenPipeError:
        os._exit(0)
