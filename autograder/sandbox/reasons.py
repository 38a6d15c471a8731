"""Why a kernel refuses a sandbox, and what to do about it, in sentences."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """One reason that was found on this machine, and its remedy."""

    reason: str
    remedy: str


def explain(mode: str, step: str, number: object) -> str:
    """Return one sentence about a start that failed at a step with an error number."""
    found = find(step, number if isinstance(number, int) else 0)
    return f"The sandbox “{mode}” does not work here: {found.reason}; {found.remedy}."


def find(step: str, number: int) -> Refusal:
    """Look for the setting of this machine that makes the step fail."""
    return Refusal(f"{step}: {os.strerror(number)}", "use --sandbox process")
