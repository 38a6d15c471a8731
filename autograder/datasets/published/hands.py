"""Signs: small grey pictures of hands that do sign language, for a GAN to imitate.

    from autograder.datasets.published import hands
    images = hands.load("train").images                # from 0 to 1
    scaled = hands.load("train", low=-1.0).images      # from -1 to 1, as tanh gives

They are PNG pictures of 28 × 28 pixels without labels. There is no published split: the seed
shuffles them into four fifths to train and the rest to test with. They can take the place
of the images of `autograder.datasets.hands`; which fingers are raised is not published.

The file is signs-training.zip. No public source was found that gives its sha256, its size, how
many pictures it has or a licence, so its form is checked instead: PNG pictures of that size.
"""

import zipfile
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import numpy as np

from autograder.datasets.published import fetch, parts, pictures
from autograder.datasets.published.archives import content
from autograder.datasets.published.parts import Split

SIDE = 28
SIZES = {"train": 2000, "test": 500}
MOST_BYTES = 1 << 16  # of a picture

FILE = fetch.File(
    name="signs-training.zip",
    form="a zip with PNG pictures of 28 × 28 pixels",
    address=(
        "https://storage.googleapis.com/laurencemoroney-blog.appspot.com/Resources/"
        "signs-training.zip"
    ),
    home=None,
    sha256=None,
    largest=1 << 29,
)


class Hands(NamedTuple):
    """Pictures of hands.

    Attributes:
        images: float32 array (n, 28, 28, 1), rows from the top, from `low` (black) to 1.
    """

    images: np.ndarray[Any, np.dtype[np.float32]]


def load(
    split: Split = "train",
    seed: int = 0,
    n: int | None = None,
    folder: str | Path | None = None,
    low: float = 0.0,
) -> Hands:
    """Hands of one of the two parts that the seed shuffles them into.

    Args:
        split: "train" or "test"; for one seed, no picture is in both.
        seed: not negative. The same seed gives the same hands in the same order.
        n: how many; by default 2000 to train and 500 to test with, or all if there are fewer.
            A smaller number gives the first of those that a larger one gives.
        folder: where signs-training.zip lies; else it is looked for in the cache, else fetched.
        low: what black is, 0 or -1; white is always 1.

    Raises:
        ValueError: an argument is out of range, or the file is not of its form.
        OSError: the file can be neither found nor fetched.
    """
    parts.check(split, seed, n)
    if low not in (0, -1):
        raise ValueError(f"low is {low}; expected 0 or -1.")
    path = fetch.find(FILE, folder, check=_first_hand)
    images = read(path, split, seed, n).images
    return Hands(np.float32(low) + np.float32(1 - low) * images)


def read(path: Path, split: Split, seed: int, n: int | None) -> Hands:
    """Hands of a file of that form, from 0 to 1; arguments as for `load`."""
    with fetch.reading(path, FILE), zipfile.ZipFile(path) as archive:
        # Some programs add files that begin with a dot and are no pictures.
        names = {
            info.filename: info
            for info in archive.infolist()
            if info.filename.lower().endswith(".png")
            and not PurePosixPath(info.filename).name.startswith(".")
        }
        ordered = sorted(names)
        chosen = parts.shuffled(len(names), split, seed, n, SIZES[split])
        images = np.empty((len(chosen), SIDE, SIDE, 1), np.float32)
        for place, index in enumerate(chosen):
            name = ordered[index]
            images[place, ..., 0] = _grey(content(archive, names[name], MOST_BYTES), name)
    return Hands(images / np.float32(255))


def _first_hand(path: Path) -> Hands:
    return read(path, "test", 0, 1)


def _grey(data: bytes, name: str) -> pictures.Bytes:
    picture = pictures.opened(data, name)
    if picture.size != (SIDE, SIDE):
        raise ValueError(f"{name} has {picture.width} × {picture.height} pixels")
    return np.asarray(picture.convert("L"), np.uint8)
