"""What is known about a model: typed, and validated as it comes over the wire."""

from typing import Any, TypeVar

import msgspec

Shape = tuple[int | None, ...]


class TensorFacts(msgspec.Struct, frozen=True):
    """One input or output of a model."""

    name: str
    shape: Shape
    dtype: str


class OptimizerFacts(msgspec.Struct, frozen=True):
    """The optimizer that a model was compiled with."""

    class_name: str
    config: dict[str, Any] = {}


class LayerFacts(msgspec.Struct, frozen=True):
    """One layer: what it is, and what it does to shapes."""

    name: str
    class_name: str
    module: str
    is_keras: bool
    config: dict[str, Any]
    input_shape: Any  # Shape, or a list of several, or None where Keras does not know it
    output_shape: Any
    parameters: int
    trainable_parameters: int
    trainable_variables: int
    trainable: bool
    activation: str | None
    layers: tuple["LayerFacts", ...]
    verified: bool = False  # made again by Keras in a clean process, it did the same

    def __post_init__(self) -> None:
        for shape in (self.input_shape, self.output_shape):
            several = shape if isinstance(shape, list) else [shape]
            msgspec.convert(several, list[Shape | None])


class ModelFacts(LayerFacts, frozen=True):
    """A model: its layers in graph order, its ends, and what it was compiled with.

    `losses` and `metrics` hold canonical names by output: "mse", the function and the
    object are all "mean_squared_error".
    """

    inputs: tuple[TensorFacts, ...] = ()
    outputs: tuple[TensorFacts, ...] = ()
    optimizer: OptimizerFacts | None = None
    losses: dict[str, str] = {}
    metrics: dict[str, list[str]] = {}

    def all_layers(self) -> list[LayerFacts]:
        """Every layer that does something, those inside of nested models included."""
        return list(_inner(self))


Facts = TypeVar("Facts", bound=LayerFacts)


def facts_from(value: object, kind: type[Facts]) -> Facts:
    """Facts of that kind, from what came over the wire.

    Raises:
        msgspec.ValidationError: it is something else.
    """
    try:
        return msgspec.convert(value, kind)
    except (AttributeError, TypeError):  # msgspec takes an array for a mapping, as it has items
        raise msgspec.ValidationError("something else stands where a dictionary belongs") from None


def _inner(facts: LayerFacts) -> list[LayerFacts]:
    found: list[LayerFacts] = []
    for layer in facts.layers:
        if layer.class_name != "InputLayer":
            found.extend(_inner(layer) if layer.layers else [layer])
    return found
