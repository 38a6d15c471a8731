"""What this machine offers: `probe` tries each mode for real, with no libraries loaded."""

import sys
from dataclasses import dataclass

from autograder.errors import SandboxError
from autograder.sandbox.reasons import ModeRefused
from autograder.sandbox.sandboxes import MODES, Sandbox


@dataclass(frozen=True)
class Offer:
    """One mode: whether it works here, and if not, why and what to do.

    For a mode that works, `reason` and `remedy` are empty.
    """

    name: str
    available: bool
    reason: str
    remedy: str


def probe() -> list[Offer]:
    """Try every mode, the strongest first; takes a fraction of a second each."""
    return [_try(mode) for mode in MODES]


def _try(mode: str) -> Offer:
    try:
        Sandbox(mode, libraries=()).close()
    except ModeRefused as error:
        return Offer(mode, False, error.refusal.reason, error.refusal.remedy)
    except SandboxError as error:
        return Offer(mode, False, str(error), f"install autograder anew for {sys.executable}")
    return Offer(mode, True, "", "")
