"""MNIST: 70 000 handwritten digits of 28 × 28 pixels, as Keras publishes them.

    from autograder.datasets.published import mnist
    images, labels = mnist.load("train")
    test = mnist.load("test", n=100)      # test.images, test.labels

60 000 digits are to train and 10 000 to test with; the publishers made the split. They are by
Y. LeCun and C. Cortes, who hold the copyright, and are available under the Creative Commons
Attribution-Share Alike 3.0 licence, as Keras says.

The file is mnist.npz (11 490 434 bytes), whose sha256 is in Keras' source
(keras/src/datasets/mnist.py). It stands beside the smaller digits of `autograder.datasets.digits`.
"""

import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from autograder.datasets.published import fetch, parts
from autograder.datasets.published.archives import Rows, member
from autograder.datasets.published.parts import Split

SIDE, CLASSES = 28, 10
SIZES = {"train": 60_000, "test": 10_000}

FILE = fetch.File(
    name="mnist.npz",
    form="an npz with x_train, y_train, x_test and y_test, all uint8",
    address="https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz",
    home="https://keras.io/api/datasets/mnist/",
    sha256="731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
    largest=11_490_434,
)


class Digits(NamedTuple):
    """Pictures and what they show, in the same order.

    Attributes:
        images: float32 array (n, 28, 28), rows from the top, ink from 0 (none) to 1.
        labels: int64 array (n,), 0 to 9.
    """

    images: np.ndarray[Any, np.dtype[np.float32]]
    labels: np.ndarray[Any, np.dtype[np.int64]]


def load(
    split: Split = "train",
    seed: int = 0,
    n: int | None = None,
    folder: str | Path | None = None,
) -> Digits:
    """Digits of one of the two published parts.

    Args:
        split: "train" or "test".
        seed: not negative. The same seed gives the same digits in the same order.
        n: how many; by default all of the part, 188 MB to train with. A smaller number gives
            the first of those that a larger one gives.
        folder: where mnist.npz lies; else it is looked for in the cache, else fetched.

    Raises:
        ValueError: an argument is out of range, or the file is not the published one.
        OSError: the file can be neither found nor fetched.
    """
    parts.check(split, seed, n)
    return read(fetch.find(FILE, folder), split, seed, n)


def read(path: Path, split: Split, seed: int, n: int | None) -> Digits:
    """Digits of a file of that form, whatever its sha256; arguments as for `load`."""
    with fetch.reading(path, FILE), zipfile.ZipFile(path) as archive:
        with archive.open(member(archive, f"y_{split}.npy")) as stream:
            labels = Rows(stream, (), "u", f"y_{split}")
            count = labels.count
            every = labels.take(np.arange(count))
        with archive.open(member(archive, f"x_{split}.npy")) as stream:
            pictures = Rows(stream, (SIDE, SIDE), "u", f"x_{split}")
            if pictures.count != count or every.max(initial=0) >= CLASSES:
                raise ValueError(f"it has {pictures.count} pictures and {count} labels")
            chosen = parts.published(count, split, seed, n, SIZES[split])
            images = pictures.take(chosen)
    return Digits(images.astype(np.float32) / np.float32(255), every[chosen].astype(np.int64))
