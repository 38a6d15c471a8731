"""CelebA: photographs of 202 599 faces, aligned by their eyes, at 64 × 64 pixels.

    from autograder.datasets.published import faces
    images = faces.load("train").images
    test = faces.load("test", n=100)      # test.images

By Z. Liu and others, "Deep Learning Face Attributes in the Wild", 2015. "The CelebA dataset is
available for non-commercial research purposes only", and must not be passed on: read the agreement
at https://mmlab.ie.cuhk.edu.hk/projects/CelebA.html before you fetch it. The publishers divided it
into pictures to train, to validate and to test with; those to validate with are left out here.

A published picture is 178 wide and 218 high. Of each, the square in the middle is made smaller,
so that it can take the place of an image of `autograder.datasets.faces`; the factors of a drawn
face have no like here.

The files are img_align_celeba.zip (1 443 490 838 bytes) and list_eval_partition.txt (2 836 386
bytes). Their sha256 are in TensorFlow Datasets (url_checksums/celeb_a.txt); a load spends a few
seconds on checking them.
"""

import zipfile
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import numpy as np

from autograder.datasets.published import fetch, parts, pictures
from autograder.datasets.published.archives import content
from autograder.datasets.published.parts import Split

SIDE = 64
WIDTH, HEIGHT = 178, 218
SIZES = {"train": 1500, "test": 500}
PARTITION = {"train": "0", "test": "2"}  # 1 is to validate with
MOST_BYTES = 1 << 20  # of a picture

_HOME = "https://mmlab.ie.cuhk.edu.hk/projects/CelebA.html"
# This form of an address leads past Google Drive's page about large files.
_DRIVE = "https://drive.usercontent.google.com/download?export=download&confirm=t&id="

IMAGES = fetch.File(
    name="img_align_celeba.zip",
    form="a zip with JPEG pictures of 178 × 218 pixels",
    address=_DRIVE + "0B7EVK8r0v71pZjFTYXZWM3FlRnM",
    home=_HOME,
    sha256="46fb89443c578308acf364d7d379fe1b9efb793042c0af734b6112e4fd3a8c74",
    largest=1_443_490_838,
)
LIST = fetch.File(
    name="list_eval_partition.txt",
    form='a table with lines such as "000001.jpg 0"',
    address=_DRIVE + "0B7EVK8r0v71pY0NSMzRuSXJEVkk",
    home=_HOME,
    sha256="fc955bcb3ef8fbdf7d5640d9a8693a8431b5f2ee291a5c1449a1549e7e073fe7",
    largest=2_836_386,
)


class Faces(NamedTuple):
    """Pictures of faces.

    Attributes:
        images: float32 array (n, 64, 64, 3), rows from the top, red, green and blue from 0 to 1.
    """

    images: np.ndarray[Any, np.dtype[np.float32]]


def load(
    split: Split = "train",
    seed: int = 0,
    n: int | None = None,
    folder: str | Path | None = None,
) -> Faces:
    """Faces of one of the published parts.

    Args:
        split: "train" or "test".
        seed: not negative. The same seed gives the same faces in the same order.
        n: how many; by default 1500 to train and 500 to test with. A smaller number gives the
            first of those that a larger one gives.
        folder: where the two files lie; else they are looked for in the cache, else fetched.

    Raises:
        ValueError: an argument is out of range, or a file is not the published one.
        OSError: a file can be neither found nor fetched.
    """
    parts.check(split, seed, n)
    table, images = (fetch.find(file, folder) for file in (LIST, IMAGES))
    return read(table, images, split, seed, n)


def read(table: Path, images: Path, split: Split, seed: int, n: int | None) -> Faces:
    """Faces of two files of that form, whatever their sha256; arguments as for `load`."""
    with fetch.reading(table, LIST):
        rows = [line.split() for line in table.read_text(encoding="ascii").splitlines()]
        if not rows or any(len(row) != 2 for row in rows):
            raise ValueError("a line has not two columns")
        names = [name for name, part in rows if part == PARTITION[split]]
    chosen = parts.published(len(names), split, seed, n, SIZES[split])
    with fetch.reading(images, IMAGES), zipfile.ZipFile(images) as archive:
        infos = {PurePosixPath(info.filename).name: info for info in archive.infolist()}
        found = np.empty((len(chosen), SIDE, SIDE, 3), np.float32)
        for place, index in enumerate(chosen):
            name = names[index]
            if name not in infos:
                raise ValueError(f"there is no {name} in it")
            found[place] = _square(content(archive, infos[name], MOST_BYTES), name)
    return Faces(found / np.float32(255))


def _square(data: bytes, name: str) -> pictures.Bytes:
    picture = pictures.opened(data, name)
    if picture.size != (WIDTH, HEIGHT):
        raise ValueError(f"{name} has {picture.width} × {picture.height} pixels")
    above = (HEIGHT - WIDTH) // 2
    return pictures.colours(picture.crop((0, above, WIDTH, above + WIDTH)), SIDE)
