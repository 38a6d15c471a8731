"""A running zygote, as the trusted side holds it: `Sandbox`, and `open_sandbox` to get one.

Three modes. "namespace" hides the machine from the student's code and needs Linux. "container"
does so inside of a container of podman or docker. "process" only limits it, on any Unix;
`Sandbox.caution` says so in one sentence.
"""

import contextlib
import os
import socket
import sys
import tempfile
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from autograder.errors import SandboxError
from autograder.sandbox import engines, process_tree, reasons
from autograder.sandbox.container import Container, ContainerNotStarted, refusal
from autograder.sandbox.launch import Launched, Process
from autograder.sandbox.limits import ProcessLimits
from autograder.sandbox.log import Log
from autograder.sandbox.preload import QUIET
from autograder.sandbox.reasons import ModeRefused
from autograder.sandbox.student_process import StudentProcess
from autograder.wire import Connection, pack

MODES = ("namespace", "container", "process")

_ENTRY = "autograder.student:serve"
_LIBRARIES = ("tensorflow", "keras")
_CAUTION = {
    "namespace": "",
    "container": "",
    "process": "The sandbox “process” limits what the code may use, but hides nothing from it: "
    "it can read your files and use the network. Run only code that you trust.",
}

_LOAD_SECONDS = 300.0  # a cold disk and a slow machine
_START_SECONDS = 30.0
_CLOSE_SECONDS = 10.0
_STDERR_BYTES = 4096

_ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "HOME": "/tmp",  # noqa: S108 - the student's own
    "LANG": "C.UTF-8",
    "KERAS_BACKEND": "tensorflow",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "",
    # many students run side by side, one processor each
    "OMP_NUM_THREADS": "1",
    **QUIET,
    "MKL_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "MPLBACKEND": "Agg",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
}


class Sandbox:
    """Starts student processes; a context manager, and safe to use from several threads.

    `name` is the mode. `entry` is what a student process calls with its end of the wire, as
    "module:function"; `libraries` are imported before, once for all, and so is what `also`
    names, where that works; `path` are more folders to import from. `gpus` are those that a
    container is given, as its engine names them. `code` is the folder that this program was
    imported from, where Python finds it only so. Raises SandboxError if this machine does not
    offer the mode.
    """

    def __init__(
        self,
        name: str,
        *,
        entry: str = _ENTRY,
        libraries: Sequence[str] = _LIBRARIES,
        also: Sequence[str] = (),
        path: Sequence[Path] = (),
        gpus: str = "",
        code: Path | None = None,
    ) -> None:
        if name == "namespace" and sys.platform != "linux":
            raise ModeRefused(name, reasons.find("unshare", 0))
        self.name = name
        self.caution = _CAUTION[name]
        self.cold: dict[str, str] = {}
        self._lock = threading.Lock()
        self._owner = os.getpid()
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the zygote
        arguments = [
            *("--sandbox", "process" if name == "process" else "namespace", "--entry", entry),
            *_option("--preload", libraries),
            *_option("--also", also),
            *_option("--path", path),
        ]
        environment = _ENVIRONMENT | ({} if code is None else {"PYTHONPATH": str(code)})
        self._zygote = _launch(name, environment, arguments, self._stderr, path, gpus)
        try:
            self._try_once()
            self._ask({"do": "load"})
        except BaseException:
            self.close()
            raise

    @property
    def image(self) -> str:
        """The digest of the image that its container has; empty without one."""
        return self._zygote.digest if isinstance(self._zygote, Container) else ""

    @property
    def pid(self) -> int:
        """The zygote's process."""
        return self._zygote.pid

    @property
    def alive(self) -> bool:
        """Whether the zygote is still there; only its own parent can tell."""
        return self._zygote.ended() is None

    def memory(self) -> int:
        """Bytes of memory that are the zygote's own or that it shares with its children."""
        return process_tree.memory_of(self._zygote.pid)

    def start(self, limits: ProcessLimits | None = None) -> StudentProcess:
        """Start a student process that shares nothing with those before it.

        It waits until the libraries are loaded. `cold` then says which of them each student
        process imports for itself, and why: those after which a process must not fork.
        """
        with self._lock:
            return self._start(limits or ProcessLimits(), _LOAD_SECONDS)

    def close(self) -> None:
        """End the zygote and every student process that still runs."""
        self._zygote.control.close()
        self._zygote.end(_CLOSE_SECONDS)
        self._stderr.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _try_once(self) -> None:
        """Find out before anything is loaded whether the kernel allows this mode."""
        self._start(ProcessLimits(), wait=_START_SECONDS).ending()

    def _start(self, limits: ProcessLimits, wait: float) -> StudentProcess:
        ours, connection = socket.socketpair()
        leash, their_leash = socket.socketpair()
        reading, log = os.pipe()
        process = StudentProcess(Connection(ours), leash, Log(reading, limits.log_bytes))
        request: dict[str, object] = {"do": "start", "limits": limits.as_values()}
        try:
            self._ask(request, connection.fileno(), log, their_leash.fileno())
        except BaseException:
            process.connection.close()
            leash.close()
            raise
        finally:
            connection.close()
            their_leash.close()
            os.close(log)
        return self._greet(process, wait)

    def _greet(self, process: StudentProcess, wait: float) -> StudentProcess:
        try:
            news = process.hear(wait)
        except SandboxError as error:
            process.close()
            raise self._broken(str(error)) from None
        if "started" in news:
            process.pid = self._zygote.outside(int(str(news["started"])))
            self.cold = dict(news["cold"])  # type: ignore[call-overload]
            return process
        process.close()
        if "failed" in news:
            number = int(str(news["errno"]))
            raise ModeRefused(self.name, reasons.find(str(news["failed"]), number))
        if "not loaded" in news:
            raise SandboxError(
                f"The libraries that student code needs could not be loaded "
                f"({news['not loaded']}); install them for {sys.executable}."
            )
        raise SandboxError(f"A student process ended before it had started: {news}.")

    def _ask(self, request: dict[str, object], *descriptors: int) -> None:
        try:
            # in one piece, so that whoever is killed while asking leaves no half a request
            socket.send_fds(self._zygote.control, [b"\0", pack(request)], descriptors)
        except OSError as error:
            raise self._broken(f"The sandbox does not answer: {error}") from None

    def _broken(self, what: str) -> SandboxError:
        """Add the zygote's last words when it has gone."""
        if os.getpid() != self._owner:
            return SandboxError(what)  # a fork of the grader cannot know; its parent will
        code = self._zygote.ended(0.5)
        if code is None:
            return SandboxError(what)
        words = _last_line(self._stderr)
        last = f"; its last words: {words}" if words else ""
        return SandboxError(
            f"The sandbox's own process has ended with code {code}{last}. "
            "Open a new sandbox and grade this submission again."
        )


def choose(name: str = "auto") -> str:
    """Return the name of a sandbox that works here; for "auto" the strongest.

    Tries for real, in a fraction of a second. Raises SandboxError with the reason and what to
    do about it if a sandbox does not work, or with "auto" if none does.
    """
    if name not in ("auto", *MODES):
        raise SandboxError(f"There is no sandbox “{name}”; choose auto, {', '.join(MODES)}.")
    *stronger, last = MODES if name == "auto" else (name,)
    for mode in stronger:
        with contextlib.suppress(SandboxError):
            Sandbox(mode, libraries=()).close()
            return mode
    Sandbox(last, libraries=()).close()
    return last


def open_sandbox(
    name: str = "auto",
    *,
    entry: str = _ENTRY,
    libraries: Sequence[str] = _LIBRARIES,
    also: Sequence[str] = (),
    path: Sequence[Path] = (),
    gpus: str = "",
    code: Path | None = None,
) -> Sandbox:
    """Open a sandbox by name, or with "auto" the strongest that this machine offers.

    Look at `caution` of what "auto" has chosen. Raises SandboxError as `choose` does.
    """
    mode = name if name in MODES else choose(name)
    return Sandbox(
        mode, entry=entry, libraries=libraries, also=also, path=path, gpus=gpus, code=code
    )


def _option(name: str, values: Iterable[object]) -> list[str]:
    return [word for value in values for word in (name, str(value))]


def _launch(
    name: str,
    environment: dict[str, str],
    arguments: Sequence[str],
    stderr: IO[bytes],
    folders: Sequence[Path],
    gpus: str,
) -> Launched:
    if name != "container":
        return Process(environment, arguments, stderr)
    try:
        shown = [folder for folder in folders if folder.exists()]
        return Container(_ENVIRONMENT, arguments, stderr, shown, gpus)
    except ContainerNotStarted:
        raise refusal(engines.find().name, _last_line(stderr)) from None


def _last_line(stderr: IO[bytes]) -> str:
    end = stderr.seek(0, os.SEEK_END)
    stderr.seek(max(0, end - _STDERR_BYTES))
    lines = stderr.read().decode(errors="backslashreplace").strip().splitlines()
    return lines[-1] if lines else ""
