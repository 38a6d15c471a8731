"""What a check leaves behind besides its outcome: numbers measured, pictures, architectures.

A check runs inside `collecting`; outside of it, as in a plain call, nothing is kept.
"""

import contextlib
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.grading.facts import LayerFacts, ModelFacts
from autograder.grading.models import claimed
from autograder.grading.remote import Remote
from autograder.results import Architecture, Layer, Measure, Picture

MOST_PICTURES = 4  # a check
MOST_BYTES = 110_000  # a picture; twelve of them, in base64, are 1.8 MB
MOST_ARCHITECTURES = 2  # a check
MOST_LAYERS = 80  # an architecture
MOST_CHARS = 60  # a layer's name, which is the student's

Array = np.ndarray[Any, Any]


@dataclass
class Evidence:
    """Of one check, in the order in which it came."""

    measures: dict[str, Measure] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)
    architectures: list[Architecture] = field(default_factory=list)


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


def show_architecture(
    title: str,
    model: Remote | ModelFacts,
    expected: Sequence[Layer] = (),
    weights_only: bool = False,
) -> None:
    """Attach an architecture to the check's result: its layers, beside those that it should have.

    Args:
        title: what it is, in a few words.
        model: the student's, or facts from `describe`. Of a model that was not described, what
            it says of itself is shown: no points may rest on that. After `MOST_LAYERS` layers no
            more are kept, and after `MOST_ARCHITECTURES` no more architectures.
        expected: what the exercise's text asks for. A layer without a name may have any, and a
            shape or number of parameters that is None may be anything. A hidden check's result
            keeps none of it.
        weights_only: leave out layers that have none.
    """
    collected = _evidence.get()
    if collected is None or len(collected.architectures) >= MOST_ARCHITECTURES:
        return
    facts = model if isinstance(model, ModelFacts) else claimed(model)
    layers = [layer for layer in facts.all_layers() if layer.parameters or not weights_only]
    collected.architectures.append(
        Architecture(
            title=title,
            found=tuple(map(_layer, layers[:MOST_LAYERS])),
            expected=tuple(expected)[:MOST_LAYERS],
        )
    )


def _layer(facts: LayerFacts) -> Layer:
    shape = facts.output_shape
    return Layer(
        name=facts.name[:MOST_CHARS],
        kind=facts.class_name[:MOST_CHARS],
        # several outputs have no one shape
        output_shape=tuple(shape[1:]) if isinstance(shape, tuple) else None,
        parameters=facts.parameters,
    )
