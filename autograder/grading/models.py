"""A student's models: `describe(model)`, facts that do not rest on what its process says.

What a model says it is made of is made again by Keras in a process in which no student's code
ran, given the same weights, and tried: on the same fresh inputs both must give the same numbers.
The facts are then those of the model that was made. What holds the student's own classes cannot
be made again as a whole; there each of Keras' own layers is tried by itself, and what the
student's classes do is for checks of behaviour to find out.
"""

import math
from typing import Any, Protocol, runtime_checkable

import msgspec
import numpy as np

from autograder.grading.facts import Facts, LayerFacts, ModelFacts, Shape, facts_from
from autograder.grading.outcomes import CheckFailed, StudentError, StudentStopped, Unwritten
from autograder.grading.remote import Remote, Transport, from_wire, tensor

Array = np.ndarray[Any, Any]

ROWS, LENGTH = 3, 32  # of an input, where any will do
MOST_NUMBERS = 2**22  # in an input
CLOSE = 1e-3  # relative to the largest number; it is the same arithmetic on the same machine
MOST_WEIGHTS = 2**20  # that are passed on to try one model or layer


@runtime_checkable
class Witnessed(Protocol):
    """A transport to a sandboxed process that can have a clean one stand beside it."""

    def witness(self) -> tuple[Transport, np.random.Generator]:
        """A process in which no student's code ran, and numbers that nobody can foresee."""


class Built(msgspec.Struct, frozen=True):
    """A clean process's answer to `build`."""

    model: Remote
    shapes: tuple[Shape, ...]
    below: int


def describe(model: Any) -> ModelFacts:
    """Facts about a student's model or layer.

    A layer is `verified` when Keras made it again in the clean process and it did the same. In
    the notebook itself nothing is doubted: there, checks are for the student alone.

    Raises:
        CheckFailed: it is not a Keras model or layer, or does not do what its layers say.
    """
    claim = claimed(model)
    if not isinstance(model._transport, Witnessed):
        return _marked(claim)
    return _Trial(*model._transport.witness()).facts(model, claim)


def keras_model(thing: Any) -> Remote:
    """The thing itself, which may be used like a model or layer of Keras.

    Raises:
        CheckFailed: it is none.
    """
    claimed(thing)
    model: Remote = thing
    return model


def claimed(model: Any) -> ModelFacts:
    """What the student's process says of a model; nothing of it has been tried.

    Raises:
        CheckFailed: it is not a Keras model or layer.
    """
    if not isinstance(model, Remote):
        kind = "None" if model is None else f"a {type(model).__name__}"
        raise CheckFailed(f"Expected a Keras model here, but found {kind}.")
    try:
        return facts_from(model._request("describe"), ModelFacts)
    except msgspec.ValidationError as error:
        raise CheckFailed(
            f"The description of your model does not hold together: {error}."
        ) from None


class _Trial:
    """Makes models again in a clean process and compares."""

    def __init__(self, clean: Transport, rng: np.random.Generator) -> None:
        self._clean = clean
        self._rng = rng

    def facts(self, layer: Remote, claim: Facts) -> Facts:
        """What is true of a layer, and of those in it."""
        whole = self._as_a_whole(layer, claim)
        return self._by_parts(layer, claim) if whole is None else whole

    def _as_a_whole(self, layer: Remote, claim: Facts) -> Facts | None:
        """Facts about what Keras makes of the layer's plan; None where it makes nothing of it."""
        try:
            twin = self._built(layer._request("plan"))
        except (StudentError, Unwritten):
            return None
        if not self._behaves_alike(layer, twin, claim):
            return None
        facts = _marked(facts_from(twin.model._request("describe"), type(claim)))
        if isinstance(claim, ModelFacts):  # what it was compiled with is not part of the plan
            compiled = ("optimizer", "losses", "metrics")
            return msgspec.structs.replace(facts, **{k: getattr(claim, k) for k in compiled})
        return facts

    def _built(self, plan: Any) -> Built:
        try:
            answer = self._clean.request("build", "a copy of your model", config=str(plan))
        except StudentStopped:
            raise CheckFailed(
                "Your model cannot be made again from its configuration: is it far too large?"
            ) from None
        return msgspec.convert(from_wire(answer, self._clean, "a copy of your model"), Built)

    def _by_parts(self, layer: Remote, claim: Facts) -> Facts:
        if not claim.layers:
            return claim
        parts = layer.layers
        if not isinstance(parts, list | tuple) or len(parts) != len(claim.layers):
            raise CheckFailed(f"{claim.name} does not have the layers that it says it has.")
        layers = tuple(
            self.facts(part, said) if isinstance(part, Remote) else said
            for part, said in zip(parts, claim.layers, strict=True)
        )
        counts = ("parameters", "trainable_parameters", "trainable_variables")
        least = {name: sum(getattr(part, name) for part in layers) for name in counts}
        more = {name: max(least[name], getattr(claim, name)) for name in counts}
        return msgspec.structs.replace(claim, layers=layers, **more)

    def _behaves_alike(self, layer: Remote, twin: Built, claim: LayerFacts) -> bool:
        """Whether both gave the same numbers; False where that cannot be tried.

        Raises:
            CheckFailed: they did not.
        """
        if not twin.shapes or claim.parameters > MOST_WEIGHTS:
            return False
        sides = [_sides(shape) for shape in twin.shapes]
        if sum(map(math.prod, sides)) > MOST_NUMBERS:  # before they are drawn
            return False
        inputs = [self._drawn(of_one, twin.below) for of_one in sides]
        given = tensor(inputs[0]) if len(inputs) == 1 else [tensor(x) for x in inputs]
        weights = _arrays(layer.get_weights())
        try:
            twin.model.set_weights(weights)
            due = _arrays(twin.model(given, training=False))
        except (StudentError, StudentStopped):
            return False
        found = _arrays(layer(given, training=False))
        if len(found) != len(due) or not all(map(_close, found, due)):
            raise CheckFailed(
                f"{claim.name} does not compute what its layers say: Keras' own layers with the"
                " same settings and weights give other numbers. Use them as they are."
            )
        return True

    def _drawn(self, sides: list[int], below: int) -> Array:
        if below:
            return self._rng.integers(below, size=sides, dtype="int32")
        return self._rng.normal(size=sides).astype("float32")


def _sides(shape: Shape) -> list[int]:
    return [ROWS, *(LENGTH if n is None else n for n in shape[1:])]


def _marked(facts: Facts) -> Facts:
    """Verified, and all of its layers with it."""
    return msgspec.structs.replace(facts, verified=True, layers=tuple(map(_marked, facts.layers)))


def _arrays(thing: Any) -> list[Array]:
    """The numbers in whatever a model gave, in order."""
    if isinstance(thing, dict):
        thing = list(thing.values())
    if isinstance(thing, list | tuple):
        return [array for part in thing for array in _arrays(part)]
    return [np.asarray(thing)]


def _close(found: Array, due: Array) -> bool:
    if found.shape != due.shape or found.dtype.kind not in "biuf" or due.dtype.kind not in "biuf":
        return False
    scale = np.nanmax(np.abs(due), initial=1e-6)
    return bool(np.allclose(found, due, rtol=CLOSE, atol=CLOSE * scale, equal_nan=True))
