"""Grading without the students' computing: what a real grading took is slept, or a part of it.

Everything else is real: the notebook is read, the cache is asked, and the result is kept in it.
`scale.py --measure` makes the measurements in `scale.json` from real gradings. `Simulated` is what
a worker uses in place of the `LocalExecutor`; it is imported there by its name, so the worker needs
this folder in PYTHONPATH, SIMULATED_COMPRESSION to say by how much the times are divided, and
SIMULATED_FIGURES, the folder that each of its graders leaves its sums in.
"""

import contextlib
import os
import random
import time
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue

import msgspec

from autograder.course import Course, load
from autograder.engine.cache import Cache
from autograder.engine.executors import Executor
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


def taking(result: SubmissionResult, seconds: float, draw: random.Random) -> SubmissionResult:
    """The result as if it had taken so long; of its checks, no two in the same proportion."""
    factor = seconds / (result.duration_s or 1.0)
    checks = tuple(
        msgspec.structs.replace(
            check, duration_s=round(check.duration_s * factor * draw.uniform(0.9, 1.1), 3)
        )
        for check in result.checks
    )
    return msgspec.structs.replace(result, duration_s=round(seconds, 3), checks=checks)


class Grader:
    """What a grader process does, but that it sleeps where students would compute."""

    def __init__(self, course: Course, sandbox: str) -> None:
        self._course = course
        self._known = measured()
        self._compression = float(os.environ[COMPRESSION])
        self._sandbox = open_sandbox(sandbox, libraries=())  # for its name: no student runs in it
        self.figures = {"count": 0, "slept_s": 0.0, "read_s": 0.0, "keyed_s": 0.0, "grade_s": 0.0}

    def grade(self, job: Job) -> Answer:
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
        self._add(
            count=1, slept_s=slept, read_s=read - began, keyed_s=keyed - read, grade_s=ended - began
        )
        return Graded(whole)

    def close(self) -> None:
        self._sandbox.close()
        path = Path(os.environ[FIGURES]) / f"{os.getpid()}.json"
        path.write_bytes(msgspec.json.encode(self.figures))

    def _add(self, **more: float) -> None:
        for name, value in more.items():
            self.figures[name] += value

    def _result(
        self, submission: Submission, kind: Kind, seconds: float, seed: int | None
    ) -> SubmissionResult:
        """The real result of that kind, as if of this submission."""
        return msgspec.structs.replace(
            taking(kind.template, seconds, random.Random()),
            submission=str(submission.path),
            seed=random.randrange(2**31) if seed is None else seed,
            sandbox=self._sandbox.name,
            answers=answers(submission.notebook, submission.assignment.exercises),
        )


class Simulated(Executor):
    """As the executor of this machine: each slot grades in a process that is not the worker's."""

    def __init__(
        self, course: Course, sandbox: str, jobs: int, gpus: str = "", code: Path | None = None
    ) -> None:
        spawn = get_context("spawn")
        self._free: SimpleQueue[Connection] = SimpleQueue()
        self._processes = []
        for _ in range(jobs):
            ours, theirs = spawn.Pipe()
            process = spawn.Process(target=serve, args=(theirs, course.root, sandbox), daemon=True)
            process.start()
            theirs.close()
            self._processes.append(process)
            self._free.put(ours)
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="submission")

    def submit(self, job: Job, on_step: OnStep = lambda job, step: None) -> Future[Answer]:
        return self._threads.submit(self._grade, job)

    def shutdown(self) -> None:
        self._threads.shutdown(cancel_futures=True)
        for _ in self._processes:
            self._free.get().close()
        for process in self._processes:
            process.join()

    def _grade(self, job: Job) -> Answer:
        connection = self._free.get()
        connection.send(job)
        answer: Answer = connection.recv()
        self._free.put(connection)
        return answer


def serve(jobs: Connection, course: Path, sandbox: str) -> None:
    """The life of a process that grades one job after the other, until there are no more."""
    grader = Grader(load(course), sandbox)
    with contextlib.suppress(EOFError):
        while True:
            jobs.send(grader.grade(jobs.recv()))
    grader.close()
