"""Grading without the students' computing: what a real grading took is slept, or a part of it.

Everything else is real: the notebook is read, the cache is asked, and the result is kept in it.
`scale.py --measure` makes the measurements in `scale.json` from real gradings. `Simulated` is what
a worker uses in place of the `LocalExecutor`; it is imported there by its name, so the worker needs
this folder in PYTHONPATH, and SIMULATED_COMPRESSION to say by how much the times are divided.
"""

import os
import random
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from autograder.course import Course
from autograder.engine.admission import Admission
from autograder.engine.cache import Cache
from autograder.engine.executors import LocalExecutor
from autograder.engine.jobs import Answer, Graded, Job, Refused, fault_of
from autograder.engine.pool import OnStep
from autograder.engine.recall import Recall
from autograder.errors import AutograderError
from autograder.grading.handed_in import answers
from autograder.grading.run import Submission, read_submission
from autograder.results import SubmissionResult
from autograder.sandbox import open_sandbox

MEASURED = Path(__file__).with_name("scale.json")
COMPRESSION = "SIMULATED_COMPRESSION"
FIGURES = "SIMULATED_FIGURES"


class Kind(msgspec.Struct, frozen=True):
    """Real gradings of one kind of answer: seconds of each, and one result as it came."""

    durations_s: list[float]
    template: SubmissionResult


class Measured(msgspec.Struct, frozen=True):
    """What `scale.py --measure` found, and on what."""

    assignment: str
    machine: dict[str, str | int]
    kinds: dict[str, Kind]


def measured() -> Measured:
    return msgspec.json.decode(MEASURED.read_bytes(), type=Measured)


def drawn(submission: str, known: Measured) -> tuple[Kind, float]:
    """The kind that a submission's name begins with, and how long one of it took, in seconds.

    The name decides, so that who asks again hears the same.
    """
    name = Path(submission).stem
    kind = known.kinds[name.partition("-")[0]]
    return kind, random.Random(name).choice(kind.durations_s)


class Tally:
    """Sums over the submissions of a process, which are written down when it closes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.figures = {"count": 0, "slept_s": 0.0, "read_s": 0.0, "keyed_s": 0.0, "grade_s": 0.0}

    def add(self, **more: float) -> None:
        with self._lock:
            for name, value in more.items():
                self.figures[name] += value

    def write(self) -> None:
        if folder := os.environ.get(FIGURES):
            path = Path(folder) / f"{os.getpid()}.json"
            path.write_bytes(msgspec.json.encode(self.figures))


class Pool:
    """Answers as `engine.pool.Pool` does."""

    def __init__(self, course: Course, sandbox: str) -> None:
        self.closed = False
        self._course = course
        self._known = measured()
        self._compression = float(os.environ[COMPRESSION])
        self._sandbox = open_sandbox(sandbox, libraries=())  # for its name: no student runs in it
        self._tally = Tally()

    def grade(self, job: Job, patience_s: float, on_step: OnStep) -> Answer:
        began = time.perf_counter()
        try:
            submission = read_submission(Path(job.submission), self._course, job.assignment)
        except AutograderError as error:
            return Refused(str(error), fault_of(error))
        read = time.perf_counter()
        recall = Recall(Cache(), self._course, submission, self._sandbox, job)
        whole = recall.whole()
        keyed = time.perf_counter()
        slept = 0.0
        if whole is None:
            kind, seconds = drawn(job.submission, self._known)
            time.sleep(slept := seconds / self._compression)
            woken = time.perf_counter()
            whole = self._result(submission, kind, seconds, recall.seed)
            recall.keep(whole)
            keyed += time.perf_counter() - woken
        ended = time.perf_counter()
        self._tally.add(
            count=1, slept_s=slept, read_s=read - began, keyed_s=keyed - read, grade_s=ended - began
        )
        return Graded(whole)

    def close(self) -> None:
        if not self.closed:
            self.closed = True
            self._sandbox.close()
            self._tally.write()

    def _result(
        self, submission: Submission, kind: Kind, seconds: float, seed: int | None
    ) -> SubmissionResult:
        """The real result of that kind, as if of this submission."""
        factor = seconds / (kind.template.duration_s or 1.0)
        checks = tuple(
            msgspec.structs.replace(check, duration_s=round(check.duration_s * factor, 4))
            for check in kind.template.checks
        )
        return msgspec.structs.replace(
            kind.template,
            submission=str(submission.path),
            seed=random.randrange(2**31) if seed is None else seed,
            duration_s=round(seconds, 3),
            sandbox=self._sandbox.name,
            checks=checks,
            answers=answers(submission.notebook, submission.assignment.exercises),
        )


class Simulated(LocalExecutor):
    """The executor of this machine, with a pool that does not compute."""

    def __init__(
        self, course: Course, sandbox: str, jobs: int, gpus: str = "", code: Path | None = None
    ) -> None:
        self._patience_s = sys.float_info.max
        self._pool = Pool(course, sandbox)
        self._admission = Admission(0)  # nothing that needs room
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="submission")
