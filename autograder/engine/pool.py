"""Workers as the engine sees them: processes that take jobs and say what they do."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed

import msgspec

from autograder.engine.jobs import Graded, Job, Refused, Step, hear

TRIES = 3
OnStep = Callable[[Job, str], None]


class Worker:
    """One worker process; started when its first job comes, replaced when it dies."""

    def __init__(self, sandbox: str) -> None:
        self._sandbox = sandbox
        self._closed = False
        self._process: subprocess.Popen[bytes] | None = None

    def grade(self, job: Job, on_step: OnStep) -> Graded | Refused:
        """Do one job. What is our own fault is tried again before it is reported."""
        for _ in range(TRIES):
            answer = self._try(job, on_step)
            final = isinstance(answer, Graded) and not answer.result.errored
            if self._closed or final or (isinstance(answer, Refused) and answer.fault != "ours"):
                break
        return answer

    def close(self) -> None:
        """End the process, and everything that it started; no other one takes its place."""
        self._closed = True
        self._end()

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream:
                    stream.close()
            self._process = None

    def _try(self, job: Job, on_step: OnStep) -> Graded | Refused:
        process = self._process = self._process or self._start()
        assert process.stdin and process.stdout
        try:
            process.stdin.write(msgspec.json.encode(job) + b"\n")
            process.stdin.flush()
            for line in process.stdout:
                said = hear(line)
                if isinstance(said, Step):
                    on_step(job, said.what)
                else:
                    return said
        except OSError:
            pass  # it has died: reported below, like an early end of its answers
        self._end()
        return Refused("The worker process died; try again.", "ours")

    def _start(self) -> subprocess.Popen[bytes]:
        environment = dict(os.environ, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1", OPENBLAS_NUM_THREADS="1")
        return subprocess.Popen(
            [sys.executable, "-I", "-m", "autograder.engine.worker", self._sandbox],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            start_new_session=True,  # Ctrl-C in a terminal is for the engine alone
        )


def grade_all(
    jobs: Iterable[Job], sandbox: str, workers: int, on_step: OnStep
) -> Iterator[tuple[Job, Graded | Refused]]:
    """Grade jobs on so many workers; results come as they are ready."""
    pool: list[Worker] = []
    mine = threading.local()

    def grade(job: Job) -> Graded | Refused:
        if not hasattr(mine, "worker"):
            mine.worker = Worker(sandbox)
            pool.append(mine.worker)
        answer: Graded | Refused = mine.worker.grade(job, on_step)
        return answer

    executor = ThreadPoolExecutor(workers)
    try:
        waiting = {executor.submit(grade, job): job for job in jobs}
        for done in as_completed(waiting):
            yield waiting[done], done.result()
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        for worker in list(pool):
            worker.close()
