"""M2NIST: 5000 pictures of up to three MNIST digits, and for each pixel what it belongs to.

    from autograder.datasets.published import m2nist
    images, masks = m2nist.load("train")
    test = m2nist.load("test", n=100)      # test.images, test.masks

The digits are pasted as they are into pictures of 64 × 84, without overlap
(https://www.kaggle.com/datasets/farhanhubble/multimnistm2nist; licensed under Creative Commons
Attribution-Share Alike 4.0, as its description says). There is no published split: the seed
shuffles them into four fifths to train and the rest to test with. It can take the place of
`autograder.datasets.digit_scenes`.

The file is m2nist.zip with combined.npy, (5000, 64, 84), and segmented.npy, (5000, 64, 84, 11).
No public source was found that gives its sha256 or its size, so its form is checked instead:
names, shapes, dtypes and values of the arrays. It is fetched from a copy on GitHub. Kaggle
wants an account; the zip with the two arrays that its client fetches may be renamed to m2nist.zip.
"""

import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from autograder.datasets.published import fetch, parts
from autograder.datasets.published.archives import Array, Rows, member
from autograder.datasets.published.parts import Split

HEIGHT, WIDTH = 64, 84
CLASSES, BACKGROUND = 11, 10
SIZES = {"train": 600, "test": 200}
NUMBERS = "buif"  # which of these the arrays are stored as is not documented

FILE = fetch.File(
    name="m2nist.zip",
    form="a zip with combined.npy (k, 64, 84) and segmented.npy (k, 64, 84, 11)",
    address="https://raw.githubusercontent.com/akkaze/datasets/master/m2nist.zip",
    home="https://www.kaggle.com/datasets/farhanhubble/multimnistm2nist",
    sha256=None,
    largest=1 << 30,
)


class Scenes(NamedTuple):
    """Pictures and their masks, in the same order.

    Attributes:
        images: float32 array (n, 64, 84, 1), rows from the top, ink from 0 (none) to 1.
        masks: uint8 array (n, 64, 84, 11), 0 or 1. Masks 0 to 9 are 1 where that digit is,
            mask 10 is 1 where none is.
    """

    images: np.ndarray[Any, np.dtype[np.float32]]
    masks: np.ndarray[Any, np.dtype[np.uint8]]


def load(
    split: Split = "train",
    seed: int = 0,
    n: int | None = None,
    folder: str | Path | None = None,
) -> Scenes:
    """Scenes of one of the two parts that the seed shuffles them into.

    Args:
        split: "train" or "test"; for one seed, no scene is in both.
        seed: not negative. The same seed gives the same scenes in the same order.
        n: how many; by default 600 to train and 200 to test with. A smaller number gives the
            first of those that a larger one gives.
        folder: where m2nist.zip lies; else it is looked for in the cache, else fetched.

    Raises:
        ValueError: an argument is out of range, or the file is not of its form.
        OSError: the file can be neither found nor fetched.
    """
    parts.check(split, seed, n)
    path = fetch.find(FILE, folder, check=_first_scenes)
    return read(path, split, seed, n)


def read(path: Path, split: Split, seed: int, n: int | None) -> Scenes:
    """Scenes of a file of that form; arguments as for `load`."""
    with fetch.reading(path, FILE), zipfile.ZipFile(path) as archive:
        with archive.open(member(archive, "combined.npy")) as stream:
            pictures = Rows(stream, (HEIGHT, WIDTH), NUMBERS, "combined.npy")
            chosen = parts.shuffled(pictures.count, split, seed, n, SIZES[split])
            images = _within(pictures.take(chosen), 255, "combined.npy")
        with archive.open(member(archive, "segmented.npy")) as stream:
            flags = Rows(stream, (HEIGHT, WIDTH, CLASSES), NUMBERS, "segmented.npy")
            if flags.count != pictures.count:
                raise ValueError(f"it has {pictures.count} pictures and masks of {flags.count}")
            masks = _within(flags.take(chosen), 1, "segmented.npy").astype(np.uint8)
    return Scenes(images.astype(np.float32)[..., None] / np.float32(255), masks)


def _first_scenes(path: Path) -> Scenes:
    return read(path, "test", 0, 1)


def _within(values: Array, highest: int, name: str) -> Array:
    whole = values == np.floor(values) if values.dtype.kind == "f" else True
    if not np.all((values >= 0) & (values <= highest) & whole):
        raise ValueError(f"{name} has values other than the whole numbers from 0 to {highest}")
    return values
