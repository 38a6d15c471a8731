"""How a student process ended: `Ending`, a reason and one detail that a person can read."""

import os
import signal
from dataclasses import dataclass
from typing import Literal, cast, get_args

from autograder.errors import SandboxError

Reason = Literal["exited", "signalled", "memory", "killed"]


@dataclass(frozen=True)
class Ending:
    """Why the process tree is gone; `detail` is for example "exit code 3"."""

    reason: Reason
    detail: str


def from_status(status: int) -> Ending:
    """Name a wait status as os.waitpid returns it."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return Ending("signalled", f"signal {number} ({_signal_name(number)})")
    return Ending("exited", f"exit code {os.WEXITSTATUS(status)}")


def from_values(reason: object, detail: object) -> Ending:
    """Check what the zygote sent."""
    if reason not in get_args(Reason) or not isinstance(detail, str):
        raise SandboxError(f"The sandbox named an ending that does not exist: {reason!r}.")
    return Ending(cast(Reason, reason), detail)


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return "a real-time signal"
