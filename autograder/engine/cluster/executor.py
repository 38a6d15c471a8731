"""An executor on Dask: its scheduler decides which worker does what, and what is done again."""

import asyncio
import logging
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import cloudpickle
import msgspec
from distributed import KilledWorker

from autograder.course import Course
from autograder.engine.cluster import arrival, bundle, connection, environment, station
from autograder.engine.cluster.settings import ClusterSettings
from autograder.engine.cluster.transport import Storage, unseal, wrap
from autograder.engine.executors import Executor
from autograder.engine.jobs import Answer, Job, Refused, fault_of
from autograder.engine.pool import OnStep
from autograder.errors import AutograderError, ClusterError

# so many a slot are with the scheduler at a time: enough that no worker waits, and few enough
# that its memory does not depend on how many submissions there are
AHEAD = 3
FEWEST = 32
LOOK_S = 0.5
GATHER_S = 0.05  # what is done within so long is fetched together, as each call has its price
OTHERS_S = 10.0  # after a worker was refused, others may still be on their way
_Entry = tuple[Job, Future[Answer], OnStep]
_log = logging.getLogger(__name__)

cloudpickle.register_pickle_by_value(arrival)  # a worker may not have this program


class DaskExecutor(Executor):
    """Grades on the workers of a Dask scheduler, each of which keeps its own warm pool.

    Args:
        course: what is graded; it travels to the workers.
        sandbox: where students' code runs there; all have to offer it.
        jobs: how many at once, on a scheduler of its own; elsewhere the workers say.
        gpus: which GPUs containers are given.
        settings: where the scheduler is.
        on_news: called with a sentence about a worker, or where Dask's own pages are.

    Raises:
        ClusterError: it cannot be reached, or no worker may grade.
        UsageError: the settings are wrong.
    """

    def __init__(
        self,
        course: Course,
        sandbox: str,
        jobs: int,
        gpus: str = "",
        settings: ClusterSettings | None = None,
        on_news: Callable[[str], None] = lambda sentence: None,
    ) -> None:
        self._on_news = on_news
        self._settings = _absolute(settings or ClusterSettings())
        self._most_weights = course.settings.limits.weights_mb * 2**20
        self._name = f"autograder-{uuid.uuid4().hex}"
        self._storage = Storage(self._settings.storage) if self._settings.storage else None
        packed = bundle.pack(course)
        terms = station.Terms(
            sandbox=sandbox,
            environment=environment.needed_by(course),
            image=environment.image_for(sandbox, self._settings.image),
            gpus=gpus,
            storage=self._settings.storage,
            executor=self._settings.executor,
        )
        self._arrival = arrival.Arrival(
            self._name, packed.digest, packed.content, msgspec.json.encode(terms)
        )
        self._lock = threading.RLock()
        self._waiting: deque[_Entry] = deque()
        # by the key of its task, which Dask forgets when nobody holds it
        self._sent: dict[str, tuple[_Entry, Any]] = {}
        self._finished: deque[Any] = deque()
        self._suspects: set[Future[Answer]] = set()  # each is sent when nothing else is
        self._slots: dict[str, int] = {}
        self._refusals: dict[str, str] = {}
        self._looked = 0.0
        self._closed = threading.Event()
        self._changed = threading.Event()
        self._client: Any = None
        self._stranded = False  # whether tasks may wait for a worker that never comes back
        self._broken = ""
        with ExitStack() as stack:
            self._where = stack.enter_context(connection.cluster(self._settings, jobs))
            self._connect()
            stack.callback(self._disconnect)
            self._stack = stack.pop_all()
        if link := getattr(self._client, "dashboard_link", ""):
            on_news(f"What every worker is doing is shown at {link}")
        self._keeper = threading.Thread(target=self._keep, name="cluster", daemon=True)
        self._keeper.start()

    def submit(self, job: Job, on_step: OnStep = lambda job, step: None) -> Future[Answer]:
        """See `Executor`."""
        future: Future[Answer] = Future()
        with self._lock:
            if self._broken:
                future.set_result(Refused(self._broken, "ours"))
            else:
                self._waiting.append((job, future, on_step))
        self._changed.set()
        return future

    def shutdown(self) -> None:
        """See `Executor`."""
        self._closed.set()
        self._changed.set()
        self._keeper.join()
        self._stack.close()

    def _connect(self) -> None:
        self._client = connection.connect(self._where, self._settings)
        with self._lock:
            self._slots.clear()
            self._refusals.clear()
        self._client.subscribe_topic(self._name, self._hear)
        self._client.register_plugin(self._arrival, name=self._name)

    def _disconnect(self) -> None:
        client = self._client
        try:
            if client.status == "running":
                client.cancel([task for _, task in self._sent.values()], force=True)
                client.unregister_worker_plugin(self._name)
        except Exception as error:  # it has gone: then there is nothing to take back
            _log.warning("leaving the cluster: %s", error)
        client.close(timeout=connection.CONNECT_S)

    def _hear(self, event: tuple[float, dict[str, Any]]) -> None:
        """What a worker says of itself when the bundle has arrived there."""
        _, news = event
        with self._lock:
            if "refused" in news:
                self._refusals[news["worker"]] = news["refused"]
                said = f"Worker {news['worker']} is not used: {news['refused']}."
                _log.warning("%s", said)
                self._on_news(said)
            else:
                self._slots[news["worker"]] = news["slots"]
                self._stranded = bool(self._sent)
                _log.info("worker %s takes %d at once", news["worker"], news["slots"])
        self._changed.set()

    def _keep(self) -> None:
        """The life of the thread that sends what waits, and looks whether it is being done."""
        since = time.monotonic()  # when there was last somebody to grade
        while not self._closed.is_set():
            if self._changed.wait(LOOK_S):
                self._closed.wait(GATHER_S)
            self._changed.clear()
            try:
                if self._client.status != "running":
                    self._return()
                self._collect()
                self._look()
                self._send()
            except AutograderError as error:
                self._give_up(str(error))
                return
            except (Exception, asyncio.CancelledError) as error:
                _log.warning("the scheduler does not answer: %s", error)
            if self._slots or not (self._waiting or self._sent):
                since = time.monotonic()
            elif problem := self._lonely(time.monotonic() - since):
                self._give_up(problem)
                return

    def _return(self) -> None:
        """Come back to a scheduler that was away; what it had is sent again."""
        _log.warning("the scheduler has gone; %d submissions are sent again", len(self._sent))
        deadline = time.monotonic() + self._settings.patience_s
        while not self._closed.is_set():
            try:
                self._client.close(timeout=1)
                self._connect()
                break
            except ClusterError:
                if time.monotonic() > deadline:
                    raise
                self._closed.wait(LOOK_S)
        with self._lock:
            self._waiting.extendleft(entry for entry, _ in self._sent.values())
            self._sent.clear()
            self._finished.clear()

    def _look(self) -> None:
        """Notice workers that have gone, and send again what the scheduler gave to nobody.

        A task that found no worker with a slot is not looked at again by the scheduler when a
        worker gets one later.
        """
        if time.monotonic() < self._looked + LOOK_S:
            return
        self._looked = time.monotonic()
        if not self._sent:
            return
        processing = self._client.processing()
        with self._lock:
            self._slots = {w: n for w, n in self._slots.items() if w in processing}
            if not (self._stranded and self._slots):
                return
            self._stranded = False
            known = {str(key) for keys in processing.values() for key in keys}
            lost = [self._sent.pop(key) for key in [*self._sent] if key not in known]
            self._waiting.extendleft(entry for entry, _ in lost)
        self._client.cancel([task for _, task in lost], force=True)

    def _send(self) -> None:
        """Send as many as there is room for, at once: the scheduler has less to do."""
        with self._lock:
            batch = self._next()
        ready: dict[str, _Entry] = {}
        parcels: list[bytes] = []
        for job, future, on_step in batch:
            if not future.running() and not future.set_running_or_notify_cancel():
                continue  # nobody wants it any more
            try:
                parcels.append(
                    msgspec.msgpack.encode(wrap(Path(job.submission), self._most_weights))
                )
            except AutograderError as error:
                future.set_result(Refused(str(error), fault_of(error)))
                continue
            on_step(job, "on a worker")
            ready[f"{Path(job.submission).stem}-{uuid.uuid4().hex}"] = (job, future, on_step)
        if not ready:
            return
        try:
            tasks = self._client.map(
                station.do,
                [self._name] * len(ready),
                [msgspec.json.encode(job) for job, _, _ in ready.values()],
                parcels,
                key=[*ready],
                resources={self._name: 1},
                retries=2,
                pure=False,
            )
        except BaseException:
            self._waiting.extendleft(ready.values())
            raise
        with self._lock:
            self._sent |= {task.key: (ready[task.key], task) for task in tasks}
        for task in tasks:
            task.add_done_callback(self._done)

    def _next(self) -> list[_Entry]:
        """Those that are sent now: as many as there is room for, or one that is suspected."""
        if any(future in self._suspects for (_, future, _), _ in self._sent.values()):
            return []
        most = max(FEWEST, AHEAD * sum(self._slots.values())) if self._slots else 0
        room = most - len(self._sent)
        if room < most // AHEAD:
            return []  # every slot has its next one
        batch: list[_Entry] = []
        while self._waiting and len(batch) < room:
            _, future, _ = self._waiting[0]
            suspected = future in self._suspects
            if suspected and (batch or self._sent):
                break
            batch.append(self._waiting.popleft())
            if suspected:
                break
        return batch

    def _done(self, task: Any) -> None:
        """Called by Dask, in a thread of its own, when a task has come to its end."""
        self._finished.append(task)
        self._changed.set()

    def _collect(self) -> None:
        """Fetch what is done, all at once."""
        tasks = [self._finished.popleft() for _ in range(len(self._finished))]
        # asked once, as it may change at any time
        status = {task: task.status for task in tasks}
        good = [task for task in tasks if status[task] == "finished"]
        try:
            records = self._client.gather(good) if good else []
        except BaseException:
            self._finished.extendleft(tasks)
            raise
        for task, record in zip(good, records, strict=True):
            try:
                self._answer(task, unseal(record, self._storage))
            except AutograderError as error:
                self._answer(task, Refused(str(error), "ours"))
        for task in tasks:
            if status[task] == "error":
                problem = task.exception()
                if isinstance(problem, KilledWorker):
                    self._suspect(task, problem)
                else:
                    reason = f"Grading on a worker failed: {problem}"
                    self._answer(task, Refused(reason, "ours"))
            elif status[task] in ("pending", "lost"):
                # its worker ended with the result, and the scheduler has it done again
                task.add_done_callback(self._done)

    def _suspect(self, task: Any, error: KilledWorker) -> None:
        """Worker after worker ended while it was there, maybe over another: then it goes alone."""
        with self._lock:
            entry, _ = self._sent.get(task.key, (None, None))
            if entry is not None and entry[1] not in self._suspects:
                del self._sent[task.key]
                self._suspects.add(entry[1])
                self._waiting.append(entry)
                return
        reason = (
            f"{error.allowed_failures + 1} workers ended one after the other while this and nothing"
            f" else was graded; the last was {error.last_worker.address}, whose log says more."
        )
        self._answer(task, Refused(reason, "ours"))

    def _answer(self, task: Any, answer: Answer) -> None:
        with self._lock:
            found = self._sent.pop(task.key, None)
        task.release()
        if found is not None:  # else it was sent again, and has its answer from there
            (_, future, _), _ = found
            future.set_result(answer)

    def _lonely(self, seconds: float) -> str:
        """Why nobody grades, when that will not change; empty while it may."""
        refusals = dict(self._refusals)
        known = self._client.scheduler_info(n_workers=-1)["workers"]
        if refusals and len(known) <= len(refusals) and seconds > OTHERS_S:
            worker, reason = next(iter(refusals.items()))
            others = f" (and {len(refusals) - 1} more)" if len(refusals) > 1 else ""
            return f"No worker may grade: {worker}{others} is refused, since {reason}."
        if seconds > self._settings.patience_s:
            return (
                f"No worker has come within {seconds:.0f} s: start some with `dask worker"
                f" {self._where}`, and see what they say."
            )
        return ""

    def _give_up(self, reason: str) -> None:
        """Answer everything that waits."""
        with self._lock:
            self._broken = reason
            left = [*(entry for entry, _ in self._sent.values()), *self._waiting]
            self._sent.clear()
            self._waiting.clear()
        for _, future, _ in left:
            if not future.done():
                future.set_result(Refused(reason, "ours"))


def _absolute(settings: ClusterSettings) -> ClusterSettings:
    """A folder for storage is the same wherever a worker was started."""
    if not settings.storage or "://" in settings.storage:
        return settings
    place = str(Path(settings.storage).expanduser().absolute())
    return msgspec.structs.replace(settings, storage=place)
