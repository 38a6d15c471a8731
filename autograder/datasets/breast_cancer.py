"""Breast cancer: what a microscope sees of a lump's cells, and whether the lump is malignant.

    from autograder.datasets import breast_cancer
    train = breast_cancer.load("train", standardised=True)
    test = breast_cancer.load("test", standardised=True)     # test.features, test.labels

`load` gives the Wisconsin *diagnostic* set, shipped with scikit-learn: 569 lumps (212 malignant,
357 benign), each with 30 measurements of the nuclei in a picture of its cells, by W. H. Wolberg,
W. N. Street and O. L. Mangasarian (1995, https://doi.org/10.24432/C5DW2B, licence CC BY 4.0). For
each of ten properties there is the mean over the nuclei, its standard error, and the "worst",
the mean of the three largest values. Lengths are in pixels of that picture, texture in levels of
grey, all else has no unit:

| property | mean | error | worst |
|---|---|---|---|
| radius | 6.98 – 28.2 | 0.11 – 2.9 | 7.93 – 36.1 |
| texture | 9.71 – 39.3 | 0.36 – 4.9 | 12.0 – 49.6 |
| perimeter | 43.7 – 189 | 0.75 – 22 | 50.4 – 252 |
| area | 143 – 2501 | 6.8 – 543 | 185 – 4254 |
| smoothness | 0.052 – 0.164 | 0.0017 – 0.032 | 0.071 – 0.223 |
| compactness | 0.019 – 0.346 | 0.0022 – 0.136 | 0.027 – 1.06 |
| concavity | 0 – 0.427 | 0 – 0.396 | 0 – 1.26 |
| concave points | 0 – 0.202 | 0 – 0.053 | 0 – 0.291 |
| symmetry | 0.106 – 0.304 | 0.0078 – 0.079 | 0.156 – 0.664 |
| fractal dimension | 0.049 – 0.098 | 0.0008 – 0.03 | 0.055 – 0.208 |

Malignant is 1 here, so that it is what an F1 score looks for; scikit-learn has it the other way
round. Who always says "benign" is right for 63 of 100 lumps; a logistic regression on
standardised measurements for 97 or 98, and a small network is no better (a test measures both).
So this set shows whether something was trained, not whether it has hidden layers.

`read_original` reads another, older set: the Wisconsin *original* one (1992), in which a doctor
gave grades from 1 to 10 to nine properties of 699 samples.
"""

import csv
import hashlib
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
from sklearn.datasets import load_breast_cancer

Split = Literal["train", "test"]

SPLITS: tuple[Split, ...] = ("train", "test")
COUNT, MEASUREMENTS = 569, 30
TRAIN = 369
BENIGN, MALIGNANT = 0, 1

ORIGINAL_HOME = "https://archive.ics.uci.edu/dataset/15/breast+cancer+wisconsin+original"
# of breast-cancer-wisconsin.data, 19,889 bytes
ORIGINAL_SHA256 = "402c585309c399237740f635ef9919dc512cca12cbeb20de5e563a4593f22b64"
ORIGINAL_FEATURES = (
    "clump thickness",
    "uniformity of cell size",
    "uniformity of cell shape",
    "marginal adhesion",
    "single epithelial cell size",
    "bare nuclei",
    "bland chromatin",
    "normal nucleoli",
    "mitoses",
)
_CLASSES = {"2": BENIGN, "4": MALIGNANT}


class Lumps(NamedTuple):
    """What was seen of some lumps and what they turned out to be, in the same order.

    Attributes:
        features: float32 array, (n, 30) measurements, or (n, 9) grades in the original set.
        labels: int64 array (n,), 1 for malignant and 0 for benign.
    """

    features: np.ndarray[Any, np.dtype[np.float32]]
    labels: np.ndarray[Any, np.dtype[np.int64]]


def load(
    split: Split = "train", seed: int = 0, n: int | None = None, standardised: bool = False
) -> Lumps:
    """Lumps of one of the two parts that the seed shuffles the 569 into.

    Args:
        split: "train" (369 lumps) or "test" (200); for one seed, no lump is in both.
        seed: not negative. The same seed gives the same lumps in the same order, another one
            other parts.
        n: how many, from the beginning of the part; by default all of it.
        standardised: whether each measurement is moved and scaled to mean 0 and deviation 1
            over the training part (all of it, whatever `split` and `n` are).

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
        raise ValueError(f"n is {n}; expected 1 to {len(part)}, the lumps in split {split!r}.")
    bunch = load_breast_cancer()
    features = bunch.data
    if standardised:
        seen = features[order[:TRAIN]]
        features = (features - seen.mean(axis=0)) / seen.std(axis=0)
    chosen = part[:n]
    return Lumps(
        features[chosen].astype(np.float32),
        np.where(bunch.target[chosen] == 0, MALIGNANT, BENIGN).astype(np.int64),
    )


def read_original(path: str | Path, any_file: bool = False) -> Lumps:
    """The Wisconsin original set, from the file that UCI publishes.

    The file is `breast-cancer-wisconsin.data` (often saved as .csv), 699 lines without a header:
    a number for the sample, nine grades, and the class, 2 for benign or 4 for malignant. Its
    sha256 is `ORIGINAL_SHA256`. Lines with a `?` where a grade is missing (16, all of them in
    "bare nuclei") are left out, which leaves 683: 444 benign, 239 malignant.

    Args:
        path: the file.
        any_file: read another file of the same form as well, such as a part of it.

    Returns:
        Lumps with grades of shape (n, 9), in the order of `ORIGINAL_FEATURES`, from 1 to 10.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: it is not the published file, or a line is not of its form.
    """
    path = Path(path)
    lines = _published(path, any_file).decode("utf-8", errors="replace").splitlines()
    rows = [
        _original_row(row, f"{path}, line {number}")
        for number, row in enumerate(csv.reader(lines), start=1)
        if row and "?" not in row
    ]
    grades = np.array([row[:-1] for row in rows], dtype=np.float32)
    return Lumps(
        grades.reshape(-1, len(ORIGINAL_FEATURES)), np.array([row[-1] for row in rows], np.int64)
    )


def _published(path: Path, any_file: bool) -> bytes:
    """The file's content, if it is the published one or any will do."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise FileNotFoundError(
            f"There is no {path}; get breast-cancer-wisconsin.data from {ORIGINAL_HOME}."
        ) from None
    if not any_file and hashlib.sha256(content).hexdigest() != ORIGINAL_SHA256:
        raise ValueError(
            f"{path} is not the published table (its sha256 is another one); get"
            f" breast-cancer-wisconsin.data from {ORIGINAL_HOME}, or say any_file=True."
        )
    return content


def _original_row(row: list[str], where: str) -> list[int]:
    """Nine grades and the label."""
    grades = [int(cell) for cell in row[1:-1] if cell.isascii() and cell.isdigit()]
    fits = len(row) == len(grades) + 2 == len(ORIGINAL_FEATURES) + 2
    if not fits or row[-1] not in _CLASSES or not all(1 <= grade <= 10 for grade in grades):
        raise ValueError(
            f"{where} is {','.join(row)[:80]!r}; expected a number, nine grades from 1 to 10 and"
            " the class, 2 or 4."
        )
    return [*grades, _CLASSES[row[-1]]]
