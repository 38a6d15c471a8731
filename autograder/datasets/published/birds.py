"""Caltech-UCSD Birds 200 of 2010: 6033 photographs of birds, and the box around each.

    from autograder.datasets.published import birds
    images, boxes = birds.load("train")
    test = birds.load("test", n=100)      # test.images, test.boxes

3000 are to train and 3033 to test with; the publishers made the split (P. Welinder and others,
"Caltech-UCSD Birds 200", California Institute of Technology, CNS-TR-2010-001, 2010,
https://www.vision.caltech.edu/datasets/cub_200_2011/). No licence was found. They can take the
place of `autograder.datasets.birds`.

The files are images.tgz (679 421 896 bytes), annotations.tgz (11 531 634 bytes) and lists.tgz
(201 844 bytes). Where they lie on Google Drive, and their sha256, is known from TensorFlow
Datasets (caltech_birds.py, url_checksums/caltech_birds2010.txt). A load reads images.tgz from its
beginning to the last picture that it needs, and so takes a while however few are asked for.
"""

import io
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import numpy as np
from scipy.io import loadmat

from autograder.datasets.published import fetch, parts, pictures
from autograder.datasets.published.archives import in_tar
from autograder.datasets.published.parts import Split

Array = np.ndarray[Any, np.dtype[np.float32]]

SIDE = 48
SIZES = {"train": 2000, "test": 500}
EDGES = "left", "top", "right", "bottom"

_HOME = "https://www.vision.caltech.edu/datasets/cub_200_2011/"
# This form of an address leads past Google Drive's page about large files.
_DRIVE = "https://drive.usercontent.google.com/download?export=download&confirm=t&id="

LISTS = fetch.File(
    name="lists.tgz",
    form="a tgz with lists/train.txt and lists/test.txt, a picture's folder and name on each line",
    address=_DRIVE + "1vZuZPqha0JjmwkdaS_XtYryE3Jf5Q1AC",
    home=_HOME,
    sha256="aeacbd5e3539ae84ea726e8a266a9a119c18f055cd80f3836d5eb4500b005428",
    largest=201_844,
)
ANNOTATIONS = fetch.File(
    name="annotations.tgz",
    form="a tgz with a .mat for each picture, whose bbox has left, top, right and bottom",
    address=_DRIVE + "16NsbTpMs5L6hT4hUJAmpW2u7wH326WTR",
    home=_HOME,
    sha256="c17b7841c21a66aa44ba8fe92369cc95dfc998946081828b1d7b8a4b716805c1",
    largest=11_531_634,
)
IMAGES = fetch.File(
    name="images.tgz",
    form="a tgz with a JPEG picture for each line of the lists",
    address=_DRIVE + "1GDr1OkoXdhaXWGA8S3MAq3a522Tak-nx",
    home=_HOME,
    sha256="2a6d2246bbb9778ca03aa94e2e683ccb4f8821a36b7f235c0822e659d60a803e",
    largest=679_421_896,
)


class Birds(NamedTuple):
    """Pictures and the box around the bird in each, in the same order.

    Attributes:
        images: float32 array (n, 48, 48, 3), rows from the top, red, green and blue from 0 to 1.
            The whole photograph is made that small, whatever its shape was.
        boxes: float32 array (n, 4): x_min, y_min, x_max, y_max, as shares of the picture's side
            from 0 (left, top) to 1 (right, bottom); x_min < x_max and y_min < y_max.
    """

    images: Array
    boxes: Array


def load(
    split: Split = "train",
    seed: int = 0,
    n: int | None = None,
    folder: str | Path | None = None,
) -> Birds:
    """Birds of one of the two published parts.

    Args:
        split: "train" or "test".
        seed: not negative. The same seed gives the same birds in the same order.
        n: how many; by default 2000 to train and 500 to test with. A smaller number gives the
            first of those that a larger one gives.
        folder: where the three files lie; else they are looked for in the cache, else fetched.

    Raises:
        ValueError: an argument is out of range, or a file is not the published one.
        OSError: a file can be neither found nor fetched.
    """
    parts.check(split, seed, n)
    lists, annotations, images = (fetch.find(file, folder) for file in (LISTS, ANNOTATIONS, IMAGES))
    return read(lists, annotations, images, split, seed, n)


def read(
    lists: Path, annotations: Path, images: Path, split: Split, seed: int, n: int | None
) -> Birds:
    """Birds of three files of that form, whatever their sha256; arguments as for `load`."""
    names = _names(lists, split)
    chosen = [names[i] for i in parts.published(len(names), split, seed, n, SIZES[split])]
    edges = _edges(annotations, chosen)
    places = {name: place for place, name in enumerate(chosen)}
    found = np.empty((len(chosen), SIDE, SIDE, 3), np.float32)
    boxes = np.empty((len(chosen), 4), np.float32)
    with fetch.reading(images, IMAGES):
        for name, data in in_tar(images, set(chosen), pictures.MOST_BYTES):
            picture = pictures.opened(data, name)
            boxes[places[name]] = _box(edges[name], picture.size, name)
            found[places[name]] = pictures.colours(picture, SIDE)
    return Birds(found / np.float32(255), boxes)


def _names(lists: Path, split: Split) -> list[str]:
    with fetch.reading(lists, LISTS):
        ((_, text),) = in_tar(lists, {f"lists/{split}.txt"}, 1 << 20)
        names = text.decode("ascii").split()
        if not names or any(name.count("/") != 1 for name in names):
            raise ValueError(f"a line of {split}.txt is not a folder and a name")
        if len(set(names)) != len(names):
            raise ValueError(f"a picture is twice in {split}.txt")
    return names


def _edges(annotations: Path, chosen: list[str]) -> dict[str, Array]:
    """Left, top, right and bottom of each bird, in pixels."""
    of_mat = {str(PurePosixPath(name).with_suffix(".mat")): name for name in chosen}
    with fetch.reading(annotations, ANNOTATIONS):
        return {
            of_mat[mat]: _read_mat(data, mat)
            for mat, data in in_tar(annotations, set(of_mat), pictures.MOST_BYTES)
        }


def _read_mat(data: bytes, name: str) -> Array:
    try:
        box = loadmat(io.BytesIO(data), squeeze_me=True, variable_names=["bbox"])["bbox"]
        edges = np.array([float(np.squeeze(box[edge][()])) for edge in EDGES], np.float32)
    except Exception as error:  # scipy raises many kinds at damaged files
        raise ValueError(f"{name} has no bbox that can be read: {type(error).__name__}") from None
    return edges


def _box(edges: Array, size: tuple[int, int], name: str) -> Array:
    # what lies a little outside is cut there; TensorFlow Datasets does so at the right and below
    box = np.clip(edges / np.array(size * 2, np.float32), 0, 1)
    if not (box[0] < box[2] and box[1] < box[3]):
        raise ValueError(f"the box of {name} is {edges.tolist()} in a picture of {size}")
    return np.asarray(box, np.float32)
