"""Wines: 11 measurements of each, how good it is, and whether it is red or white.

    from autograder.datasets import wine
    train = wine.load("train")
    test = wine.load("test")

A frame has a row for each wine and 13 columns:

| column | dtype | unit | range |
|---|---|---|---|
| fixed acidity | float64 | g/l tartaric acid | 3.8 – 15.9 |
| volatile acidity | float64 | g/l acetic acid | 0.08 – 1.33 |
| citric acid | float64 | g/l | 0 – 1.66 |
| residual sugar | float64 | g/l | 0.6 – 65.8 |
| chlorides | float64 | g/l sodium chloride | 0.009 – 0.611 |
| free sulfur dioxide | float64 | mg/l | 1 – 131 |
| total sulfur dioxide | float64 | mg/l | 6 – 344 |
| density | float64 | kg/l | 0.987 – 1.039 |
| pH | float64 | – | 2.72 – 4.01 |
| sulphates | float64 | g/l potassium sulphate | 0.22 – 1.98 |
| alcohol | float64 | % by volume | 8 – 14.9 |
| quality | int64 | grade by tasters | 5, 6 or 7 |
| is_red | int64 | – | 1 red, 0 white |

Generated wines have, for each type, the means, deviations and correlations of the published
ones (`wine_moments`). Their quality is made up: it follows the published correlations, and
beyond them a balance that no straight line sees.
"""

import hashlib
import io
from functools import partial
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd

from autograder.datasets.wine_moments import RED, WHITE, WineType

Array = np.ndarray[Any, np.dtype[np.float64]]
Split = Literal["train", "test"]

MEASUREMENTS = tuple(RED.measured)
QUALITY, TYPE = "quality", "is_red"
SPLITS: tuple[Split, ...] = ("train", "test")
SIZES = {"train": 3000, "test": 1000}

HOME = "https://archive.ics.uci.edu/dataset/186/wine+quality"
SHA256 = {
    "winequality-red.csv": "4a402cf041b025d4566d954c3b9ba8635a3a8a01e039005d97d6a710278cf05e",
    "winequality-white.csv": "76c3f809815c17c07212622f776311faeb31e87610d52c26d87d6e361b169836",
}

# What a generated wine's score is made of: the published trend, the balance, the tasters' mood.
TREND, BALANCE, MOOD = 0.5, 0.84, 0.2
# Where scores are cut into quality 5, 6 and 7, so that each type has its published shares.
CUTS = {"red": (-0.005, 1.061), "white": (-0.360, 0.879)}


def load(
    split: Split = "train",
    seed: int = 0,
    n: int | None = None,
    source: Literal["generated", "real"] = "generated",
    folder: str | Path | None = None,
) -> pd.DataFrame:
    """Wines as a frame with the columns described above.

    Args:
        split: "train" or "test"; no wine is in both.
        seed: not negative. The same seed gives the same wines.
        n: how many; by default 3000 to train and 1000 to test with, or all that are real.
        source: "generated", or "real" for the UCI Wine Quality tables.
        folder: where the two tables of the real wines lie.

    Raises:
        ValueError: an argument is out of range, or a table is not the published one.
        FileNotFoundError: a table of the real wines is missing.
    """
    if split not in SPLITS:
        raise ValueError(f'split is {split!r}; expected "train" or "test".')
    if seed < 0 or (n is not None and n < 1):
        raise ValueError(f"seed is {seed} and n is {n}; expected a seed from 0 and n from 1.")
    # A stream of its own for each split, so that one says nothing about the other.
    if source == "generated":
        rng = np.random.default_rng([seed, SPLITS.index(split)])
        return _generate(SIZES[split] if n is None else n, rng)
    if source == "real":
        return _real(split, seed, n, folder)
    raise ValueError(f'source is {source!r}; expected "generated" or "real".')


def _generate(n: int, rng: np.random.Generator) -> pd.DataFrame:
    share_of_red = RED.count / (RED.count + WHITE.count)
    is_red = rng.random(n) < share_of_red
    measured, quality = np.empty((n, len(MEASUREMENTS))), np.empty(n, dtype=np.int64)
    for of_type, kind, cuts in ((is_red, RED, CUTS["red"]), (~is_red, WHITE, CUTS["white"])):
        hidden = _hidden(int(of_type.sum()), kind, rng)
        measured[of_type] = _measured(hidden, kind)
        quality[of_type] = 5 + np.searchsorted(cuts, _scores(hidden, kind, rng))
    frame = pd.DataFrame(measured, columns=list(MEASUREMENTS))
    return frame.assign(**{QUALITY: quality, TYPE: is_red.astype(np.int64)})


def _hidden(n: int, kind: WineType, rng: np.random.Generator) -> Array:
    """Standard normal numbers (n, 11), which `_measured` bends into measurements."""
    return rng.normal(size=(n, len(MEASUREMENTS))) @ np.linalg.cholesky(_correlations(kind)).T


def _measured(hidden: Array, kind: WineType) -> Array:
    """Measurements (n, 11) with the published mean, deviation and skewness.

    Each is a shifted log-normal variable; the few values beyond the lowest and highest
    published ones are moved there.
    """
    column = partial(_column, kind)
    width = _widths(kind)
    standard = (np.exp(width * hidden - width**2 / 2) - 1) / np.sqrt(np.expm1(width**2))
    values = column("mean") + column("deviation") * standard
    return np.clip(values, column("lowest"), column("highest"))


def _widths(kind: WineType) -> Array:
    """Deviation (11,) of the logarithm in a log-normal variable of the published skewness.

    With w = exp(width²), the skewness is (w + 2)·√(w − 1): a cubic equation for w.
    """
    half = _column(kind, "skewness") ** 2 / 2
    root = np.cbrt(1 + half + np.sqrt(half * (2 + half)))
    width: Array = np.sqrt(np.log(root + 1 / root - 1))
    return width


def _correlations(kind: WineType) -> Array:
    """Correlations (11, 11) of the hidden numbers that give the measurements the published ones."""
    published = np.eye(len(MEASUREMENTS))
    for row, values in enumerate(kind.correlations):
        published[row, : len(values)] = published[: len(values), row] = values
    widths = np.outer(_widths(kind), _widths(kind))
    spread = np.sqrt(np.expm1(_widths(kind) ** 2))
    wanted = np.log1p(published * np.outer(spread, spread)) / widths
    np.fill_diagonal(wanted, 1)
    # Bent and rounded, these need not be the correlations of anything; the nearest ones that
    # are have no negative eigenvalue.
    sizes, vectors = np.linalg.eigh(np.clip(wanted, -1, 1))
    nearest = (vectors * np.maximum(sizes, 1e-3)) @ vectors.T
    scale = np.sqrt(np.diag(nearest))
    found: Array = nearest / np.outer(scale, scale)
    return found


def _scores(hidden: Array, kind: WineType, rng: np.random.Generator) -> Array:
    """What the tasters feel (n,): a trend, a balance, and a mood of their own."""
    return (
        TREND * _trend(hidden, kind)
        + BALANCE * _balance(hidden, kind)
        + MOOD * rng.normal(size=len(hidden))
    )


def _trend(hidden: Array, kind: WineType) -> Array:
    """The linear part of quality, deviation 1: more alcohol, less volatile acid."""
    among = _correlations(kind)
    # A little is added to the diagonal because measurements that say nearly the same (density,
    # sugar, alcohol) would else get large weights of opposite sign.
    weights = np.linalg.solve(among + 0.02 * np.eye(len(among)), _column(kind, "with_quality"))
    trend: Array = hidden @ weights / np.sqrt(weights @ among @ weights)
    return trend


def _balance(hidden: Array, kind: WineType) -> Array:
    """The part that is no straight line, mean 0, deviation 1: neither too sharp nor too flat."""
    signs = {"fixed acidity": 1.0, "citric acid": 1.0, "pH": -1.0}
    sharp = np.array([signs.get(name, 0.0) for name in MEASUREMENTS])
    sharpness = hidden @ sharp / np.sqrt(sharp @ _correlations(kind) @ sharp)
    mean = np.sqrt(2 / np.pi)  # of |x| for a standard normal x
    balance: Array = (mean - np.abs(sharpness)) / np.sqrt(1 - mean**2)
    return balance


def _column(kind: WineType, fact: str) -> Array:
    return np.array([getattr(measured, fact) for measured in kind.measured.values()])


def read(red_path: str | Path, white_path: str | Path, any_file: bool = False) -> pd.DataFrame:
    """The wines of quality 5 to 7 in the two tables that UCI publishes, each once.

    The tables are winequality-red.csv and winequality-white.csv, with 1599 and 4898 wines,
    a header, and semicolons between the columns; their sha256 are in `SHA256`. 4931 wines are
    left of them, 1279 of these red.

    Args:
        red_path: the table of red wines.
        white_path: the table of white wines.
        any_file: read other tables with the same columns as well, such as parts of these.

    Returns:
        A frame with the columns described above, first the red wines, then the white ones.

    Raises:
        FileNotFoundError: a table is missing.
        ValueError: a table is not the published one, or not of its form.
    """
    paths = zip((red_path, white_path), SHA256, strict=True)
    red, white = (_table(Path(path), name, any_file) for path, name in paths)
    return pd.concat([red.assign(**{TYPE: 1}), white.assign(**{TYPE: 0})], ignore_index=True)


def _real(split: Split, seed: int, n: int | None, folder: str | Path | None) -> pd.DataFrame:
    """Four fifths of the published wines to train, the rest to test with."""
    if folder is None:
        raise ValueError(f"Real wines need folder=…, where the two tables from {HOME} lie.")
    red, white = (Path(folder) / name for name in SHA256)
    wines = read(red, white)
    order = np.random.default_rng(seed).permutation(len(wines))
    border = len(wines) * 4 // 5
    chosen = order[:border] if split == "train" else order[border:]
    if n is not None and n > len(chosen):
        raise ValueError(f"n is {n}, but there are only {len(chosen)} real wines to {split} with.")
    return wines.iloc[chosen[:n]].reset_index(drop=True)


def _table(path: Path, name: str, any_file: bool) -> pd.DataFrame:
    """The wines of quality 5 to 7 in the table published as `name`, each once."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise FileNotFoundError(
            f"There is no {path}; get {name} from {HOME} and put it there."
        ) from None
    if not any_file and hashlib.sha256(content).hexdigest() != SHA256[name]:
        raise ValueError(
            f"{path} is not the published table (its sha256 is another one); get {name} from"
            f" {HOME} again, or tell `read` any_file=True."
        )
    try:
        table = pd.read_csv(io.BytesIO(content), sep=";")
        kinds = {**dict.fromkeys(MEASUREMENTS, "float64"), QUALITY: "int64"}
        measured = table[[*MEASUREMENTS, QUALITY]].astype(kinds)
    except (KeyError, ValueError) as error:
        raise ValueError(
            f"{path} is no table of wines; expected semicolons between numbers in the columns"
            f" {', '.join(MEASUREMENTS)} and {QUALITY} ({error})."
        ) from None
    return measured[measured[QUALITY].between(5, 7)].drop_duplicates(ignore_index=True)
