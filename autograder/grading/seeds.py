"""Every random choice of a grading, from one seed.

The student process is told seeds of its own, from which those of the hidden data cannot
be worked out: both are parts of a hash of a seed that it never sees.
"""

import hashlib
import secrets

import numpy as np


def fresh_seed() -> int:
    """A seed that nobody can guess."""
    return secrets.randbits(63)


def for_checks(seed: int, check: str) -> np.random.Generator:
    """The generator that one check draws its data from."""
    return np.random.default_rng(_digest(seed, "grader", check))


def for_student(seed: int, check: str) -> int:
    """The seed (32 bits) that the student process is given for one check."""
    return _digest(seed, "student", check) % 2**32


def _digest(seed: int, side: str, check: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{side}:{seed}:{check}".encode()).digest()[:16])
