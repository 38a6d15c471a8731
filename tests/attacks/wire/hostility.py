"""Plans for an impostor: well-formed messages with hostile content, by a grammar."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from autograder.wire import Handle, Tensor

OPERATIONS = (
    "run", "names", "name", "module", "attribute", "assign", "call", "item", "length",
    "items", "array", "describe", "gradient", "keep_file", "load_weights", "seed", "release",
)  # fmt: skip
KINDS = (
    "value", "value", "value", "value", "error", "error", "both", "more", "id", "off by", "whole",
    "raw", "tampered", "slow", "flood", "twice", "zeros", "cut", "close", "exit", "silence",
)  # fmt: skip
TEXTS = (
    "", "double", "mean_square", "__class__", "{0.__class__.__init__.__globals__}", "%s%n%x",
    "\x1b[2J\x1b]0;owned\x07", "\u202eevil\u2066", "\x00\x07\r\n\x9b31m", "[red]gone[/red]",
    "NotImplementedError", "AttributeError", "MemoryError", "ValueNotAllowed", "KeyError: 'acc'",
    "units" * 3_000, "Exception encountered when calling x\n\n" * 200,
    "unrecognized keyword " * 999,
    "a" * 200_000, "\n" * 9_000, "😀" * 9_000,
)  # fmt: skip
NUMBERS = (0, -1, 1, True, False, 42, 2**31, 2**63 - 1, 2**63, 2**64 - 1, -(2**63))
FLOATS = (0.0, -0.0, 42.0, float("nan"), float("inf"), float("-inf"), 5e-324, 1.8e308, 1e-310)
SHAPES = ((), (0,), (1,), (3,), (4,), (3, 4), (0, 2**20), (2**20, 0), (1,) * 32, (2,) * 9)
DTYPES = ("?", "u1", "i8", "<f2", "<f4", ">f8", "c8", "c16")

texts = st.sampled_from(TEXTS) | st.text(max_size=8)
handles = st.builds(
    Handle, st.sampled_from((0, 1, 3, 4, -1, 999, 2**63, 2**64 - 1)), texts, st.booleans()
)


@st.composite
def arrays(draw: st.DrawFn) -> np.ndarray:
    """Arrays of all kinds of shapes, filled with one number, hostile ones among them."""
    dtype, shape = np.dtype(draw(st.sampled_from(DTYPES))), draw(st.sampled_from(SHAPES))
    fill = draw(st.sampled_from(FLOATS)) if dtype.kind in "fc" else draw(st.sampled_from((0, 1)))
    with np.errstate(all="ignore"):
        return np.full(shape, fill, dtype)


scalars = (
    st.none() | st.booleans() | st.sampled_from(NUMBERS) | st.sampled_from(FLOATS) | texts
    | st.binary(max_size=8) | st.just(3 + 4j)
    | arrays().filter(lambda array: array.ndim == 0).map(lambda array: array[()])
)  # fmt: skip
leaves = scalars | handles | arrays() | arrays().map(Tensor)
keys = texts | st.sampled_from(NUMBERS) | st.tuples(texts, st.sampled_from(NUMBERS))


def nest(depth: int, inner: Any) -> Any:
    """A value inside so many lists."""
    for _ in range(depth):
        inner = [inner]
    return inner


values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(keys, inner, max_size=4)
        | st.builds(nest, st.sampled_from((1, 12, 27, 40)), inner)
        | st.builds(lambda item, n: [item] * n, inner, st.sampled_from((2, 300, 5_000)))
    ),
    max_leaves=8,
)


def nearly(honest: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Dictionaries of the right keys with mostly right values: one missing, one wrong, one more."""
    right = st.fixed_dictionaries(honest)
    return right | st.builds(
        lambda whole, changes, gone: {k: v for k, v in (whole | changes).items() if k not in gone},
        right,
        st.dictionaries(st.sampled_from(sorted(honest)) | texts, values, max_size=2),
        st.sets(st.sampled_from(sorted(honest)), max_size=1),
    )


frames = nearly(
    {"where": texts, "line": st.sampled_from(NUMBERS), "function": texts, "source": texts}
)
errors = nearly({
    "type": texts, "bases": st.lists(texts, max_size=3), "message": texts,
    "frames": st.lists(frames, max_size=3),
})  # fmt: skip
shapes = st.lists(st.none() | st.sampled_from(NUMBERS), max_size=4).map(tuple) | values
layers = st.recursive(
    st.just([]),
    lambda inner: st.lists(
        nearly({
            "name": texts, "class_name": texts, "module": texts, "is_keras": st.booleans(),
            "config": st.dictionaries(texts, values, max_size=2), "input_shape": shapes,
            "output_shape": shapes, "parameters": st.sampled_from(NUMBERS),
            "trainable_parameters": st.just(1), "trainable_variables": st.just(1),
            "trainable": st.booleans(), "activation": st.none() | texts, "layers": inner,
        }),
        max_size=2,
    ),
    max_leaves=4,
)  # fmt: skip
ends = st.lists(nearly({"name": texts, "shape": shapes, "dtype": texts}), max_size=2)
models = st.builds(
    lambda layer, more: layer | more,
    layers.filter(bool).map(lambda found: found[0]),
    nearly({
        "inputs": ends, "outputs": ends, "losses": st.dictionaries(texts, texts, max_size=2),
        "optimizer": st.none() | nearly({"class_name": texts, "config": st.just({})}),
        "metrics": st.dictionaries(texts, st.lists(texts, max_size=2), max_size=2),
    }),
)  # fmt: skip
wholes = values | nearly({"id": st.sampled_from(NUMBERS), "value": values, "error": errors})
answers = values | errors | models | st.lists(texts, max_size=3)

CONTENT: dict[str, st.SearchStrategy[Any]] = {
    "error": errors,
    "id": values,
    "more": st.dictionaries(texts | st.just("id"), values, max_size=3),
    "whole": wholes,
    "raw": st.binary(min_size=1, max_size=40),
    "slow": leaves.filter(lambda v: not isinstance(v, str | Handle)),
    "flood": leaves,
    "zeros": st.booleans(),
}


@st.composite
def acts(draw: st.DrawFn) -> list[Any]:
    """One answer of an impostor's."""
    operation = draw(st.sampled_from((*OPERATIONS, "*")))
    kind = draw(st.sampled_from(KINDS))
    own = models if operation == "describe" and draw(st.booleans()) else answers
    value = draw(CONTENT.get(kind, own))
    return [operation, kind, value, draw(st.sampled_from((0, 1, 2, 5, 17, 255, 4096, 2**20)))]


plans = st.lists(acts(), min_size=1, max_size=6)
