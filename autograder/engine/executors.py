"""Where jobs are done: `Executor`, in the manner of `concurrent.futures`, and `LocalExecutor`."""

import logging
import os
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Self

from autograder.course import MOST_WAITING, Course
from autograder.engine.admission import Admission
from autograder.engine.jobs import Answer, Graded, Job, Refused
from autograder.engine.pool import SLACK_S, OnStep, Pool

TRIES = 3
MOST_SUBMITTED = 10_000  # and not done yet: more than any cluster does at once
_MIB = 2**20
_log = logging.getLogger(__name__)


class Executor(ABC):
    """Does jobs, each once, several at a time; as a context manager, until its end."""

    @abstractmethod
    def submit(self, job: Job, on_step: OnStep = lambda job, step: None) -> Future[Answer]:
        """Do a job when there is room for it. `on_step` is called from other threads."""

    @abstractmethod
    def shutdown(self) -> None:
        """End what runs and forget what waits."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.shutdown()


class LocalExecutor(Executor):
    """Grades on this machine, `jobs` submissions at a time, as far as its memory goes.

    `code` is the folder that this program was imported from, where Python finds it only so.
    """

    def __init__(
        self, course: Course, sandbox: str, jobs: int, gpus: str = "", code: Path | None = None
    ) -> None:
        limits = course.settings.limits
        self._patience_s = limits.submission_s * MOST_WAITING + SLACK_S
        self._pool = Pool(course, sandbox, gpus, code)
        self._pool.start()
        self._admission = Admission(limits.memory_mb * _MIB)
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="submission")

    def submit(self, job: Job, on_step: OnStep = lambda job, step: None) -> Future[Answer]:
        """See `Executor`. What is our own fault is tried again before it is reported."""
        return self._threads.submit(self._grade, job, on_step)

    def shutdown(self) -> None:
        """See `Executor`."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._admission.close()
        self._pool.close()
        self._threads.shutdown(wait=True)

    def _grade(self, job: Job, on_step: OnStep) -> Answer:
        with self._admission.place():
            for left in reversed(range(TRIES)):
                answer = self._pool.grade(job, self._patience_s, on_step)
                if self._pool.closed or not _our_fault(answer) or not left:
                    break
                _log.warning("%s: %s; tried again", job.submission, _said(answer))
        return answer


def do_all(
    executor: Executor, jobs: Iterable[Job], on_step: OnStep = lambda job, step: None
) -> Iterator[tuple[Job, Answer]]:
    """Do jobs; each comes with its answer as soon as that is there."""
    waiting = iter(jobs)
    running: dict[Future[Answer], Job] = {}
    done: SimpleQueue[Future[Answer]] = SimpleQueue()
    while True:
        for job in islice(waiting, MOST_SUBMITTED - len(running)):
            future = executor.submit(job, on_step)
            running[future] = job
            future.add_done_callback(done.put)
        if not running:
            return
        future = done.get()
        yield running.pop(future), future.result()


def workers(submissions: int, jobs: int | None) -> int:
    """How many to do at once: what was asked for, or one a core, and never more than there are."""
    return max(1, min(submissions, jobs or os.cpu_count() or 1))


def _our_fault(answer: Answer) -> bool:
    if isinstance(answer, Graded):
        return answer.result.errored
    return answer.fault == "ours"


def _said(answer: Answer) -> str:
    return answer.reason if isinstance(answer, Refused) else answer.result.summary
