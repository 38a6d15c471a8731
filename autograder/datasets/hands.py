"""Hands: small grey pictures of hands, and which fingers each of them raises.

    from autograder.datasets import hands
    images, fingers, right = hands.load("train")
    scaled = hands.load("train", low=-1.0).images      # from -1 to 1, as tanh gives

Everything is drawn by this module, in the spirit of sign language pictures such as Sign Language
MNIST (https://www.kaggle.com/datasets/datamunge/sign-language-mnist) and of the pictures of hands
for rock, paper, scissors (L. Moroney, 2019). A hand is a palm on a wrist with a thumb and four
fingers, each of them raised or folded: 32 signs, every one equally likely, by left and by right
hands. Place, size, turn, spread, thickness and brightness vary a little. Edges are antialiased,
and there is no noise.

A linear model (a ridge regression on the pixels, penalty 10, from 2000 hands) reads all five
fingers and the side of 93 % of other hands; the most frequent answer is right for 2 % of them.
"""

from typing import Any, Literal, NamedTuple

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float32]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]
Split = Literal["train", "test"]

SPLITS: tuple[Split, ...] = ("train", "test")
SIZES = {"train": 2000, "test": 500}
SIDE = 28
FINGERS = "thumb", "index", "middle", "ring", "little"

# Of a right hand's back, from its thumb on: where each finger begins, seen from the middle of the
# palm, where it points to from upwards (radians), its length and half its thickness.
# Lengths are shares of the picture's side.
_ROOTS = (-0.13, 0.05), (-0.135, -0.09), (-0.045, -0.125), (0.05, -0.115), (0.135, -0.075)
_ANGLES = (-1.05, -0.28, -0.07, 0.13, 0.36)
_LENGTHS = (0.26, 0.30, 0.33, 0.30, 0.24)
_THICKNESSES = (0.056, 0.046, 0.048, 0.046, 0.041)
_FOLDED = 0.06  # what is seen of a finger that is not raised
_PALM = 0.60  # how far down its middle lies

# What varies: lowest and highest, uniform and independent.
RANGES = {
    "x": (-0.03, 0.03),  # to the right
    "y": (-0.03, 0.03),  # down
    "size": (0.93, 1.07),
    "turn": (-0.12, 0.12),  # radians
    "spread": (0.85, 1.15),
    "thickness": (0.9, 1.1),
    "brightness": (0.75, 1.0),
}


class Hands(NamedTuple):
    """Pictures and what each of them shows, in the same order.

    Attributes:
        images: float32 array (n, 28, 28, 1), rows from the top, from `low` (background) to 1.
        fingers: bool array (n, 5), whether thumb, index, middle, ring and little finger are
            raised.
        right: bool array (n,), whether it is a right hand, with the thumb on the left.
    """

    images: Array
    fingers: Flags
    right: Flags


def load(split: Split = "train", seed: int = 0, n: int | None = None, low: float = 0.0) -> Hands:
    """Hands, drawn from a seed.

    Args:
        split: "train" or "test"; no picture is in both.
        seed: not negative. The same seed gives the same hands, another one others.
        n: how many; by default 2000 to train and 500 to test with. A smaller number gives the
            first of those that a larger one gives.
        low: what black is, 0 or -1; white is always 1.

    Raises:
        ValueError: an argument is out of range.
    """
    if split not in SPLITS:
        raise ValueError(f'split is {split!r}; expected "train" or "test".')
    if seed < 0 or (n is not None and n < 1):
        raise ValueError(f"seed is {seed} and n is {n}; expected a seed from 0 and n from 1.")
    if low not in (0, -1):
        raise ValueError(f"low is {low}; expected 0 or -1.")
    wanted = SIZES[split] if n is None else n
    # one row of numbers a hand, so that fewer hands are the first of more
    rng = np.random.default_rng([seed, SPLITS.index(split)])
    numbers = rng.uniform(size=(wanted, len(FINGERS) + 1 + len(RANGES)))
    fingers, right = numbers[:, : len(FINGERS)] < 0.5, numbers[:, len(FINGERS)] < 0.5
    lowest, highest = np.array(list(RANGES.values())).T
    variations = lowest + (highest - lowest) * numbers[:, len(FINGERS) + 1 :]
    images = draw(fingers, right, variations.astype(np.float32))
    return Hands(np.float32(low) + np.float32(1 - low) * images, fingers, right)


def draw(fingers: Flags, right: Flags, variations: Array | None = None) -> Array:
    """Pictures (n, 28, 28, 1) from 0 to 1.

    Args:
        fingers: which are raised, (n, 5).
        right: whether it is a right hand, (n,).
        variations: (n, 7), a column for each of `RANGES`; by default the middle of each.
    """
    if variations is None:
        middle = np.mean(list(RANGES.values()), axis=1)
        variations = np.tile(middle, (len(fingers), 1)).astype(np.float32)
    v = {name: column[:, None, None] for name, column in zip(RANGES, variations.T, strict=True)}
    x, y = _seen_from_the_palm(v, right)
    inside = _palm(x, y)
    for finger in range(len(FINGERS)):
        inside = np.maximum(inside, _finger(x, y, finger, fingers[:, finger], v))
    cover = np.clip(0.5 + SIDE * v["size"] * inside, 0, 1)  # soft over the width of a pixel
    shade = v["brightness"] * (1 - 0.25 * np.clip(1 - inside / 0.05, 0, 1))
    return np.asarray(cover * shade, np.float32)[..., None]


def _seen_from_the_palm(v: dict[str, Array], right: Flags) -> tuple[Array, Array]:
    """Where each pixel lies for the hand, (n, 28, 28): to the right of its palm, and below it."""
    middles = ((np.arange(SIDE) + 0.5) / SIDE).astype(np.float32)
    across, down = middles[None, None, :] - 0.5 - v["x"], middles[None, :, None] - _PALM - v["y"]
    across = np.where(right[:, None, None], across, -across)
    cos, sin = np.cos(v["turn"]) / v["size"], np.sin(v["turn"]) / v["size"]
    right_of, below = across * cos + down * sin, down * cos - across * sin
    return np.asarray(right_of, np.float32), np.asarray(below, np.float32)


def _palm(x: Array, y: Array) -> Array:
    """How far inside of palm and wrist pixels lie."""
    palm = 0.175 - np.hypot(x, 0.92 * y)
    wrist = np.minimum(0.115 - np.abs(x), y)
    return np.asarray(np.maximum(palm, wrist), np.float32)


def _finger(x: Array, y: Array, finger: int, raised: Flags, v: dict[str, Array]) -> Array:
    """How far inside of a finger pixels lie: of all points near a line, its bone."""
    angle = _ANGLES[finger] * v["spread"]
    length = np.where(raised, _LENGTHS[finger], _FOLDED)[:, None, None]
    across, up = x - _ROOTS[finger][0], _ROOTS[finger][1] - y
    along = np.clip(across * np.sin(angle) + up * np.cos(angle), 0, length)
    away = np.hypot(across - along * np.sin(angle), up - along * np.cos(angle))
    return np.asarray(_THICKNESSES[finger] * v["thickness"] - away, np.float32)
