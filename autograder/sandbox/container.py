"""Mode "container": the zygote runs in a container, and the inner walls stand there as well.

The container has no network, no capabilities, a root directory that cannot be written, limits
of its own and a list of the system calls that it may make. Nothing of this machine is in it but
a folder with one socket, over which the zygote gets the descriptors of each start. Everything
that a student process hides from the next one is hidden by `isolate`, as without a container.
"""

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from autograder.errors import SandboxError
from autograder.sandbox import engines, image, process_tree
from autograder.sandbox.engines import Engine
from autograder.sandbox.launch import wait_for
from autograder.sandbox.limits import MIB
from autograder.sandbox.reasons import ModeRefused, Refusal

INSIDE = "/run/autograder"
SOCKET = "control"

_CONNECT_SECONDS = 120.0
_LOOK_SECONDS = 0.002
_SCRATCH_MIB = 16  # only the place on which the inner root directories are built
_PIDS = 4096
_FILE_BYTES = 1024 * MIB


class Container:
    """A zygote that is the first process of a container; see `launch.Launched`."""

    def __init__(
        self,
        environment: dict[str, str],
        arguments: Sequence[str],
        stderr: IO[bytes],
        folders: Sequence[Path] = (),
        gpus: str = "",
    ) -> None:
        self.engine = engines.find()
        self.digest = image.digest(self.engine)
        if gpus:
            # which of them, the engine decides; and every student process has to see them
            environment = {k: v for k, v in environment.items() if k != "CUDA_VISIBLE_DEVICES"}
            arguments = [*arguments, "--graphics"]
        self._name = f"autograder-{secrets.token_hex(8)}"
        self._folder = Path(tempfile.mkdtemp(prefix="autograder-container-"))
        self._process: subprocess.Popen[bytes] | None = None
        try:
            with socket.socket(socket.AF_UNIX) as listener:
                listener.bind(str(self._folder / SOCKET))
                # the container's user is another one than ours, whichever engine it is
                self._folder.chmod(0o711)
                (self._folder / SOCKET).chmod(0o666)
                listener.listen(1)
                shown = {self._folder: INSIDE, **{path: str(path) for path in folders}}
                self._process = self._run(environment, shown, arguments, stderr, gpus)
                self.control = self._accept(listener)
        except BaseException:
            self.end(0)
            raise
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)
        self.pid = _peer(self.control)

    def outside(self, pid: int) -> int:
        """See `Launched`."""
        return process_tree.outside(self.pid, pid)

    def ended(self, wait: float = 0.0) -> int | None:
        """See `Launched`."""
        return None if self._process is None else wait_for(self._process, wait)

    def end(self, patience: float) -> None:
        """See `Launched`."""
        if self._process is None or self.ended(patience) is not None:
            return
        self.engine.call("kill", self._name)
        if self.ended(patience or 1.0) is None:
            self._process.kill()
            self._process.wait()

    def _run(
        self,
        environment: dict[str, str],
        shown: dict[Path, str],
        arguments: Sequence[str],
        stderr: IO[bytes],
        gpus: str,
    ) -> subprocess.Popen[bytes]:
        command = [
            *self.engine.command,
            *run_options(self.engine, gpus),
            *("--name", self._name),
            *(word for key in shown for word in ("--volume", f"{key}:{shown[key]}:ro")),
            *(word for key in environment for word in ("--env", f"{key}={environment[key]}")),
            image.name(),
            *(image.INTERPRETER, "-sPB", "-m", "autograder.sandbox.connect", f"{INSIDE}/{SOCKET}"),
            *arguments,
        ]
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=stderr,
            stderr=stderr,
            start_new_session=True,  # Ctrl-C in a terminal is for the grader alone
        )

    def _accept(self, listener: socket.socket) -> socket.socket:
        """The connection that the zygote makes; an engine that refuses says why."""
        listener.settimeout(_LOOK_SECONDS)
        until = time.monotonic() + _CONNECT_SECONDS
        while time.monotonic() < until:
            with contextlib.suppress(TimeoutError):
                connection, _ = listener.accept()
                connection.settimeout(None)
                return connection
            if self.ended() is not None:
                raise ContainerNotStarted
        raise SandboxError(f"A container did not start within {_CONNECT_SECONDS:g} s.")


class ContainerNotStarted(Exception):  # noqa: N818 - the engine says what is wrong
    """The engine ended before the zygote was there; its words are in the log."""


def refusal(engine: str, words: str) -> ModeRefused:
    """Why a container could not be started, by what the engine said."""
    reason = f"{engine} could not start a container, and said “{words}”"
    return ModeRefused("container", Refusal(reason, "see docs/operators.md, “In a container”"))


def run_options(engine: Engine, gpus: str = "") -> list[str]:
    """How every container is run, by either engine; `gpus` as the engine names them."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    runtime = os.environ.get("AUTOGRADER_RUNTIME", "")
    return [
        "run",
        "--rm",
        *("--pull", "never"),
        *(("--runtime", runtime) if runtime and engine.name == "docker" else ()),
        *("--log-driver", "none"),
        *("--network", "none"),
        *("--hostname", "student"),
        "--read-only",
        *("--tmpfs", f"/tmp:rw,nosuid,nodev,size={_SCRATCH_MIB}m,mode=1777"),  # noqa: S108
        *("--user", "1000:1000"),
        *("--cap-drop", "all"),
        *("--security-opt", "no-new-privileges"),
        *("--security-opt", f"seccomp={image.seccomp_profile()}"),
        # no swap: what is over the limit ends, and the machine stays quick
        *("--memory", str(memory), "--memory-swap", str(memory)),
        *("--pids-limit", str(_PIDS)),
        *("--cpus", str(os.cpu_count() or 1)),
        *("--ulimit", f"fsize={_FILE_BYTES}:{_FILE_BYTES}"),
        *("--ulimit", "core=1:1"),
        *engine.host_options(),
        *(engine.gpu_options(gpus) if gpus else ()),
    ]


def _peer(connection: socket.socket) -> int:
    """The process at the other end, by its number on this machine."""
    raw = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
    return int.from_bytes(raw[:4], "little")
