"""Which pictures of a published set belong to a split, and which of them a seed chooses."""

from typing import Any, Literal

import numpy as np

Split = Literal["train", "test"]
Indices = np.ndarray[Any, np.dtype[np.int64]]

FEWEST = 5  # pictures that four fifths can be taken of

SPLITS: tuple[Split, ...] = ("train", "test")


class TooManyError(ValueError):
    """More pictures were asked for than there are; the file is all right."""


def check(split: Split, seed: int, n: int | None) -> None:
    """Raises ValueError for what no set can answer, before anything is fetched."""
    if split not in SPLITS:
        raise ValueError(f'split is {split!r}; expected "train" or "test".')
    if seed < 0 or (n is not None and n < 1):
        raise ValueError(f"seed is {seed} and n is {n}; expected a seed from 0 and n from 1.")


def published(count: int, split: Split, seed: int, n: int | None, usual: int) -> Indices:
    """Indices into a split that the publisher made, of `count` pictures, in the seed's order.

    Args:
        usual: how many if n is None, or all if there are fewer.
    """
    order = np.random.default_rng([seed, SPLITS.index(split)]).permutation(count)
    return _first(order, split, n, usual)


def shuffled(count: int, split: Split, seed: int, n: int | None, usual: int) -> Indices:
    """Indices into all `count` pictures, where the publisher made no split.

    Four fifths are to train, the rest to test with; for one seed, no picture is in both.
    """
    if count < FEWEST:
        raise ValueError(f"it has {count} pictures, too few for two parts")
    order = np.random.default_rng(seed).permutation(count)
    border = count * 4 // 5
    return _first(order[:border] if split == "train" else order[border:], split, n, usual)


def _first(part: Indices, split: Split, n: int | None, usual: int) -> Indices:
    if n is not None and n > len(part):
        raise TooManyError(
            f"n is {n}, but only {len(part)} are published to {split} with; ask for fewer."
        )
    return part[: usual if n is None else n]
