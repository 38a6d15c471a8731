"""What a check leaves behind besides its outcome: numbers measured, and pictures.

A check runs inside `collecting`; outside of it, as in a plain call, nothing is kept.
"""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.results import Measure, Picture

MOST_PICTURES = 4  # a check
MOST_BYTES = 150_000  # a picture

Array = np.ndarray[Any, Any]


@dataclass
class Evidence:
    """Of one check, in the order in which it came."""

    measures: dict[str, Measure] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)


_evidence: ContextVar[Evidence | None] = ContextVar("evidence", default=None)


@contextlib.contextmanager
def collecting() -> Iterator[Evidence]:
    """Collect what is measured and shown while a check runs."""
    found = Evidence()
    token = _evidence.set(found)
    try:
        yield found
    finally:
        _evidence.reset(token)


def note(name: str, measure: Measure) -> None:
    """Keep what was measured under a name; without a name it is not kept."""
    if name and (found := _evidence.get()) is not None:
        found.measures[name] = measure


def show(title: str, picture: Array) -> None:
    """Attach a picture to the check's result, for whoever reads it; whatever the outcome.

    Args:
        title: what is to be seen, in a few words.
        picture: uint8 array (height, width, 3), as the functions of `pictures` make them. It is
            made smaller until it takes `MOST_BYTES`; after `MOST_PICTURES` no more are kept.
    """
    found = _evidence.get()
    if found is None or len(found.pictures) >= MOST_PICTURES:
        return
    # where nobody collects, nothing that draws has to be there
    from autograder.grading.pictures import as_png  # noqa: PLC0415

    found.pictures.append(Picture(title=title, png=as_png(picture, MOST_BYTES)))
