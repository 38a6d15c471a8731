"""Podman or Docker, as this machine has them: `find`, and what a run of theirs needs here.

Two settings come from the environment: AUTOGRADER_ENGINE, "podman" or "docker", where both are
installed and the second is wanted; AUTOGRADER_RUNTIME, such as "runsc" for gVisor.
"""

import os
import resource
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.sandbox.reasons import ModeRefused, Refusal

ENGINES = ("podman", "docker")

_SECONDS = 60.0
_CGROUPS = Path("/sys/fs/cgroup")
_FILES, _PROCESSES = 4096, 4096  # of everything in the container together


@dataclass(frozen=True)
class Engine:
    """A program that runs containers. `command` is how to call it on this machine."""

    name: str
    command: tuple[str, ...]

    def call(self, *arguments: str, seconds: float = _SECONDS) -> subprocess.CompletedProcess[str]:
        """Run it to its end; its exit code and what it printed are the answer."""
        command = [*self.command, *arguments]
        try:
            return subprocess.run(
                command, capture_output=True, text=True, timeout=seconds, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return subprocess.CompletedProcess(command, 1, "", str(error))

    def complaint(self) -> str:
        """Why it runs no container for this user; empty if it does."""
        answer = self.call("info")
        return last_line(answer.stderr) or "no reason" if answer.returncode else ""

    def host_options(self) -> list[str]:
        """What a run needs on this machine beside what it needs anywhere."""
        options = []
        # named, because an engine's own default may be more than its caller can give
        for name, which, wanted in (
            ("nofile", resource.RLIMIT_NOFILE, _FILES),
            ("nproc", resource.RLIMIT_NPROC, _PROCESSES),
        ):
            hard = resource.getrlimit(which)[1]
            limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            options += ["--ulimit", f"{name}={limit}:{limit}"]
        # the engines' profiles forbid a namespace of one's own, the inner wall; ours, without
        # a single capability, does not
        if Path("/sys/kernel/security/apparmor").exists():
            options += ["--security-opt", "apparmor=unconfined"]
        if Path("/sys/fs/selinux/enforce").exists():
            options += ["--security-opt", "label=disable"]
        full_proc = "unmask=ALL" if self.name == "podman" else "systempaths=unconfined"
        return [*options, "--security-opt", full_proc]

    def gpu_options(self, which: str) -> list[str]:
        """What gives a container GPUs: "all", or those that NVIDIA's toolkit names so."""
        if self.name == "docker":
            return ["--gpus", which]
        return ["--device", f"nvidia.com/gpu={which}"]


@cache
def find() -> Engine:
    """The engine to use. Raises ModeRefused with what to do if there is none."""
    wanted = os.environ.get("AUTOGRADER_ENGINE", "")
    names = [wanted] if wanted else [name for name in ENGINES if shutil.which(name)]
    if not names or not set(names) <= {*ENGINES}:
        which = (
            f"AUTOGRADER_ENGINE is {wanted!r}" if wanted else "neither podman nor docker is here"
        )
        raise ModeRefused("container", Refusal(which, "install podman, or docker"))
    found = [Engine(name, _command(name)) for name in names]
    # asking takes a quarter of a second; where there is no choice, its first use will tell
    return next((e for e in found[:-1] if not e.complaint()), found[-1])


def last_line(text: str) -> str:
    """The line in which programs say what is wrong, without its stop."""
    lines = text.strip().splitlines()
    # docker goes on after its error
    lines = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")] or lines
    return lines[-1].rstrip(".") if lines else ""


def _command(name: str) -> tuple[str, ...]:
    runtime = os.environ.get("AUTOGRADER_RUNTIME", "")
    if runtime:
        # podman takes it before the verb, docker after `run`
        return (name, "--runtime", runtime) if name == "podman" else (name,)
    # crun refuses control groups of both versions at once; runc does not
    hybrid = (_CGROUPS / "unified/cgroup.controllers").exists()
    return (name, "--runtime", "runc") if name == "podman" and hybrid and _runc() else (name,)


def _runc() -> bool:
    return shutil.which("runc", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin") is not None
