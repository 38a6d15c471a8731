"""Scenes of several handwritten digits, and for each pixel what it belongs to.

    from autograder.datasets import digit_scenes
    images, masks = digit_scenes.load("train")
    test = digit_scenes.load("test", n=100)      # test.images, test.masks

The digits are real ones, those of `autograder.datasets.digits`: 1797 pictures of 8 × 8 pixels,
written by people. Here they are enlarged smoothly to 20 to 28 pixels a side, and four to six of
them lie beside and below each other in a noisy picture of 64 × 84, in the manner of M2NIST. They
come close to each other and hardly ever overlap. Whatever the seed, train scenes are made of 1347
of the digits and test scenes of the other 450.

77 % of the pixels are background. In mean intersection over union and Dice score of the ten
digits, on test scenes, "everything is background" reaches 0 and 0, a logistic regression on a
pixel's own ink 0.02 and 0.04, and one on the 15 × 15 pixels around it 0.10 and 0.18; a small fully
convolutional network reaches 0.6 and 0.73 after three epochs.
"""

from typing import Any, Literal, NamedTuple

import numpy as np

from autograder.datasets import digits

Pictures = np.ndarray[Any, np.dtype[np.float32]]
Labels = np.ndarray[Any, np.dtype[np.uint8]]
Numbers = np.ndarray[Any, np.dtype[np.float64]]
Split = Literal["train", "test"]

SPLITS: tuple[Split, ...] = ("train", "test")
SIZES = {"train": 400, "test": 200}
HEIGHT, WIDTH = 64, 84
CLASSES, BACKGROUND = 11, 10  # a class for each digit, and the last one for what is none

ROWS, COLUMNS = 2, 3  # a scene has room for six digits
FEWEST, MOST = 4, 6
SIDES = 20.0, 28.0  # of a digit, in pixels, shortest and longest
INK = 0.7, 1.0  # what the darkest pixel of a digit may have, faintest and strongest
EDGE = 0.3  # share of that from which on a pixel belongs to the digit
NOISE = 0.06  # of the scanner


class Scenes(NamedTuple):
    """Pictures and their masks, in the same order.

    Attributes:
        images: float32 array (n, 64, 84, 1), rows from the top, ink from 0 (none) to 1.
        masks: uint8 array (n, 64, 84, 11), 0 or 1. Masks 0 to 9 are 1 where that digit is,
            mask 10 is 1 where none is: every pixel is in exactly one of them.
    """

    images: Pictures
    masks: Labels


def load(split: Split = "train", seed: int = 0, n: int | None = None) -> Scenes:
    """Scenes, put together from a seed.

    Args:
        split: "train" or "test"; no digit is in scenes of both.
        seed: not negative. The same seed gives the same scenes, another one others.
        n: how many; by default 400 to train and 200 to test with.

    Raises:
        ValueError: an argument is out of range.
    """
    if split not in SPLITS:
        raise ValueError(f'split is {split!r}; expected "train" or "test".')
    if seed < 0 or (n is not None and n < 1):
        raise ValueError(f"seed is {seed} and n is {n}; expected a seed from 0 and n from 1.")
    rng = np.random.default_rng([seed, SPLITS.index(split)])
    written = digits.load(split)
    ink, labels = _compose(SIZES[split] if n is None else n, written, rng)
    ink += NOISE * rng.standard_normal(ink.shape, dtype=np.float32)
    classes = np.arange(CLASSES, dtype=np.uint8)
    return Scenes(np.clip(ink, 0, 1)[..., None], (labels[..., None] == classes).astype(np.uint8))


def _compose(n: int, written: digits.Digits, rng: np.random.Generator) -> tuple[Pictures, Labels]:
    """Ink (n, 64, 84) and the class of each pixel (n, 64, 84)."""
    ink = np.zeros((n, HEIGHT, WIDTH), np.float32)
    labels = np.full((n, HEIGHT, WIDTH), BACKGROUND, np.uint8)
    # the first `count` of the six places, in random order, are taken
    taken = rng.random((n, ROWS * COLUMNS)).argsort(axis=1)
    count = rng.integers(FEWEST, MOST + 1, size=n)
    for place in range(ROWS * COLUMNS):
        scenes = np.flatnonzero(taken[:, place] < count)
        chosen = rng.integers(len(written.labels), size=len(scenes))
        row, column = divmod(place, COLUMNS)
        painted = _enlarged(written.images[chosen], row, column, rng)
        stronger = painted > np.maximum(ink[scenes], EDGE)
        shown = np.broadcast_to(written.labels[chosen, None, None], painted.shape)
        labels[scenes] = np.where(stronger, shown, labels[scenes]).astype(np.uint8)
        strength = rng.uniform(*INK, size=(len(scenes), 1, 1)).astype(np.float32)
        ink[scenes] = np.maximum(ink[scenes], strength * painted)
    return ink, labels


def _enlarged(images: Pictures, row: int, column: int, rng: np.random.Generator) -> Pictures:
    """Digits (k, 8, 8) as pictures (k, 64, 84), each somewhere about one of the six places."""
    sides = rng.uniform(*SIDES, size=(2, len(images)))
    room = HEIGHT / ROWS, WIDTH / COLUMNS
    corners = [
        place * space + rng.random(len(images)) * (space - side)
        for place, space, side in zip((row, column), room, sides, strict=True)
    ]
    down = _weights(HEIGHT, corners[0], sides[0])
    across = _weights(WIDTH, corners[1], sides[1])
    painted: Pictures = np.matmul(np.matmul(down, images), across.transpose(0, 2, 1))
    return painted


def _weights(length: int, corner: Numbers, side: Numbers) -> Pictures:
    """How much each of 8 small pixels counts in each of `length` large ones (k, length, 8).

    A quadratic B-spline: smooth, never negative, and the same amount of ink everywhere.
    """
    middle = np.arange(length) + 0.5
    small = (middle - corner[:, None]) * (digits.SIDE / side[:, None]) - 0.5
    away = np.abs(small[..., None] - np.arange(digits.SIDE))
    near, far = 0.75 - away**2, np.square(np.maximum(1.5 - away, 0)) / 2
    weights: Pictures = np.where(away < 0.5, near, far).astype(np.float32)
    return weights
