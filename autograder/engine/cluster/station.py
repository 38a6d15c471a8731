"""What grades on a worker: an executor of this machine, for one client's course and terms."""

import importlib
import threading
import time
from pathlib import Path
from typing import Any

import msgspec
from distributed import get_worker

from autograder.course import load
from autograder.engine.cluster.arrival import CODE, COURSE
from autograder.engine.cluster.environment import Environment
from autograder.engine.cluster.settings import LOCAL
from autograder.engine.cluster.transport import Parcel, Storage, seal, unwrapped
from autograder.engine.executors import Executor
from autograder.engine.jobs import Answer, Graded, Job, Refused
from autograder.errors import AutograderError, ClusterError
from autograder.sandbox import open_sandbox

IDLE_S = 600.0  # after so long without work it gives its memory back; the client may have died


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What a client asks of every worker.

    `storage` is empty where results travel whole. `executor` is what grades, "module:class".
    """

    sandbox: str
    environment: Environment
    image: str = ""
    gpus: str = ""
    storage: str = ""
    executor: str = LOCAL


class Station:
    """Raises AutograderError where something stands against grading here."""

    def __init__(self, bundle: Path, terms: bytes, slots: int) -> None:
        self._terms = msgspec.json.decode(terms, type=Terms)
        self._code = bundle / CODE
        self._course = load(bundle / COURSE)
        self._slots = slots
        self._check()
        self._storage = Storage(self._terms.storage) if self._terms.storage else None
        self._lock = threading.Lock()
        self._executor: Executor | None = None
        self._working = 0
        self._rested = time.monotonic()
        self._closed = threading.Event()
        self._warm()
        threading.Thread(target=self._watch, name="station", daemon=True).start()

    def do(self, job: Job, parcel: Parcel) -> bytes:
        """Grade one submission."""
        executor = self._warm(1)
        try:
            with unwrapped(parcel) as path:
                here = msgspec.structs.replace(
                    job, submission=str(path), course=str(self._course.root)
                )
                answer = executor.submit(here).result()
                return seal(_as_asked(answer, job, path), self._storage)
        except ClusterError as error:
            return seal(Refused(str(error), "ours"), None)
        finally:
            self._rest()

    def close(self) -> None:
        """End what runs."""
        self._closed.set()
        with self._lock:
            self._working = 0
        self._cool()

    def _check(self) -> None:
        if difference := self._terms.environment.difference():
            raise ClusterError(f"it is not the same there as here: {difference}")
        with open_sandbox(self._terms.sandbox, libraries=(), gpus=self._terms.gpus) as sandbox:
            if self._terms.image and sandbox.image != self._terms.image:
                raise ClusterError(
                    f"its image is {sandbox.image}, where {self._terms.image} is expected: build"
                    " it once, and load it on every machine"
                )

    def _warm(self, more: int = 0) -> Executor:
        with self._lock:
            self._working += more
            if self._executor is None:
                terms = self._terms
                module, _, name = terms.executor.partition(":")
                made = getattr(importlib.import_module(module), name)
                self._executor = made(
                    self._course, terms.sandbox, self._slots, terms.gpus, self._code
                )
            assert self._executor is not None
            return self._executor

    def _rest(self) -> None:
        with self._lock:
            self._working -= 1
            self._rested = time.monotonic()

    def _watch(self) -> None:
        """The life of a thread that ends the executor when it has been idle for long."""
        while not self._closed.wait(IDLE_S / 10):
            if time.monotonic() > self._rested + IDLE_S:
                self._cool()

    def _cool(self) -> None:
        with self._lock:
            if self._working:
                return
            executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown()


def do(name: str, job: bytes, parcel: bytes) -> bytes:
    """The task: have the client's station on this worker grade a submission."""
    arrival: Any = get_worker().plugins[name]
    station: Station | None = arrival.station
    if station is None:
        raise AutograderError("The worker has closed its station.")
    return station.do(
        msgspec.json.decode(job, type=Job), msgspec.msgpack.decode(parcel, type=Parcel)
    )


def _as_asked(answer: Answer, job: Job, path: Path) -> Answer:
    """The answer, as if it had been found where the submission was handed in."""
    if isinstance(answer, Graded):
        return Graded(msgspec.structs.replace(answer.result, submission=job.submission))
    return Refused(answer.reason.replace(str(path), job.submission), answer.fault)
