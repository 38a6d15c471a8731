"""Handwritten digits: 1797 pictures of 8 × 8 pixels, shipped with scikit-learn.

    from autograder.datasets import digits
    images, labels = digits.load("train")
    test = digits.load("test", n=100)      # test.images, test.labels

They are the test part of UCI's "Optical Recognition of Handwritten Digits" (E. Alpaydin and
C. Kaynak, 1998, https://doi.org/10.24432/C50P49): digits written by 13 people, scanned in black
and white at 32 × 32, where each of the 8 × 8 pixels counts the ink in a square of 4 × 4.
"""

from typing import Any, Literal, NamedTuple

import numpy as np
from sklearn.datasets import load_digits

Split = Literal["train", "test"]

SPLITS: tuple[Split, ...] = ("train", "test")
COUNT, SIDE, CLASSES = 1797, 8, 10
TRAIN = 1347  # three quarters
INK = 16  # the most that a pixel counts


class Digits(NamedTuple):
    """Pictures and what they show, in the same order.

    Attributes:
        images: float32 array (n, 8, 8), rows from the top, ink from 0 (none) to 1.
        labels: int64 array (n,), 0 to 9.
    """

    images: np.ndarray[Any, np.dtype[np.float32]]
    labels: np.ndarray[Any, np.dtype[np.int64]]


def load(split: Split = "train", seed: int = 0, n: int | None = None) -> Digits:
    """Digits of one of the two parts that the seed shuffles the 1797 into.

    Args:
        split: "train" (1347 digits) or "test" (450); for one seed, no digit is in both.
        seed: not negative. The same seed gives the same digits in the same order, another one
            other parts.
        n: how many, from the beginning of the part; by default all of it.

    Raises:
        ValueError: an argument is out of range.
    """
    if split not in SPLITS:
        raise ValueError(f'split is {split!r}; expected "train" or "test".')
    if seed < 0:
        raise ValueError(f"seed is {seed}; expected a seed from 0.")
    order = np.random.default_rng(seed).permutation(COUNT)
    part = order[:TRAIN] if split == "train" else order[TRAIN:]
    if n is not None and not 1 <= n <= len(part):
        raise ValueError(f"n is {n}; expected 1 to {len(part)}, the digits in split {split!r}.")
    bunch = load_digits()
    chosen = part[:n]
    return Digits(
        (bunch.images[chosen] / INK).astype(np.float32), bunch.target[chosen].astype(np.int64)
    )
