"""Draw what the data of each assignment looks like, into docs/pictures/NAME-data.png.

    python docs/draw.py [NAME…]

matplotlib, which is not among the pinned packages, is needed for the curves.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from sklearn.datasets import load_breast_cancer

from autograder.datasets import (
    birds,
    breast_cancer,
    cats_and_dogs,
    digit_scenes,
    digits,
    faces,
    hands,
    wine,
)
from autograder.grading import pictures

PICTURES = Path(__file__).resolve().parent / "pictures"
COLOURS = "#8c1c3a", "#c9a227"  # red wine and white wine, malignant and benign


def main(names: list[str]) -> None:
    """Draw those named, or all."""
    PICTURES.mkdir(exist_ok=True)
    for name, draw in DRAWINGS.items():
        if not names or name in names:
            draw(PICTURES / f"{name}-data.png")


def save(path: Path, sheet: Any) -> None:
    """Write pixels, with few colours where that is enough."""
    Image.fromarray(np.asarray(sheet)).save(path, optimize=True)


def draw_wines(path: Path) -> None:
    """Six of the eleven measurements, by type."""
    wines = wine.load("train", n=1500)
    columns = wine.MEASUREMENTS[:11:2]
    kinds = [(label, wines[wines[wine.TYPE] == kind]) for label, kind in (("red", 1), ("white", 0))]
    histograms(path, columns, lambda column: [(label, of[column]) for label, of in kinds])


def draw_lumps(path: Path) -> None:
    """Six of the thirty measurements, by finding."""
    features, labels = breast_cancer.load("train")
    names = {"malignant": 1, "benign": 0}
    columns = (0, 1, 6, 7, 20, 27)

    def of(column: int) -> list[tuple[str, Any]]:
        return [(label, features[labels == kind, column]) for label, kind in names.items()]

    names_of = load_breast_cancer().feature_names
    histograms(path, columns, of, {column: names_of[column] for column in columns})


def histograms(
    path: Path,
    columns: Any,
    of: Callable[[Any], list[tuple[str, Any]]],
    titles: dict[Any, str] | None = None,
) -> None:
    """Small histograms, two colours each."""
    figure, axes = figure_of(2, 3)
    for axis, column in zip(axes.flat, columns, strict=True):
        groups = of(column)
        edges = np.histogram_bin_edges(np.concatenate([values for _, values in groups]), 30)
        for (label, values), colour in zip(groups, COLOURS, strict=True):
            axis.hist(values, edges, color=colour, alpha=0.7, label=label)
        axis.set_title(titles[column] if titles else str(column), fontsize=9)
        axis.set_yticks([])
    axes.flat[0].legend(fontsize=8)
    finish(figure, path)


def draw_lines(path: Path) -> None:
    """Lines with points, two of them wild."""
    rng = np.random.default_rng(3)
    figure, axes = figure_of(1, 3)
    for axis in axes.flat:
        slope, intercept = rng.uniform(-3, 3), rng.uniform(-2, 2)
        x = rng.uniform(-2, 2, 30)
        y = slope * x + intercept + 0.3 * rng.normal(size=30)
        y[:3] += 12
        axis.plot(x, y, "o", color=COLOURS[0], markersize=3)
        ends = np.array([-2, 2])
        axis.plot(ends, slope * ends + intercept, color=COLOURS[1])
    finish(figure, path)


def figure_of(rows: int, columns: int) -> Any:
    """A figure of small plots."""
    import matplotlib.pyplot as plt

    return plt.subplots(rows, columns, figsize=(8, 2.2 * rows), dpi=90)


def finish(figure: Any, path: Path) -> None:
    """Write it."""
    figure.tight_layout()
    figure.savefig(path)


def draw_birds(path: Path) -> None:
    """Birds with their boxes."""
    found = birds.load("train", n=21)
    save(path, pictures.with_boxes(found.images, found.boxes, found.boxes * np.nan, 7, 108, 21))


def draw_scenes(path: Path) -> None:
    """Scenes above their masks."""
    found = digit_scenes.load("train", n=6)
    classes = found.masks.argmax(axis=-1)
    sheet = pictures.with_masks(found.images, classes, classes, side=120)
    save(path, sheet[: sheet.shape[0] * 2 // 3])


def images_of(
    load: Callable[[], Any], columns: int, side: int, most: int, low: float = 0.0
) -> Callable[[Path], None]:
    """Draws a sheet of a data set's pictures, whose numbers go from `low` to 1."""

    def draw(path: Path) -> None:
        images = np.asarray(load().images)
        save(path, pictures.grid((images - low) / (1 - low), columns, side, most))

    return draw


DRAWINGS: dict[str, Callable[[Path], None]] = {
    "multi_output_model": draw_wines,
    "rmse_loss": draw_lines,
    "quadratic_layer": images_of(lambda: digits.load("train", n=40), 10, 72, 40),
    "vgg": images_of(lambda: cats_and_dogs.load("train", n=32), 8, 96, 32),
    "breast_cancer_loop": draw_lumps,
    "bounding_boxes": draw_birds,
    "segmentation": draw_scenes,
    "gan": images_of(lambda: hands.load("train", n=40), 10, 76, 40),
    "vae": images_of(lambda: faces.load("train", n=24), 8, 96, 24),
}

if __name__ == "__main__":
    main(sys.argv[1:])
