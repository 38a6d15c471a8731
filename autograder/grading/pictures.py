"""Pictures of data and answers, drawn for people: uint8 arrays (height, width, 3).

`show` attaches one to a check's result. Numbers that no picture can have (NaN, values out of
range) are drawn as black or white and never an error: what a student's model gave is the reason
for the picture.
"""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

Array = np.ndarray[Any, Any]
Colour = tuple[int, int, int]

TRUE: Colour = (0, 158, 115)  # colours that people with any colour vision tell apart
PREDICTED: Colour = (213, 94, 0)
INK: Colour = (34, 34, 34)
PAPER: Colour = (255, 255, 255)
FAINT: Colour = (222, 222, 222)
# Okabe and Ito's palette (https://jfly.uni-koeln.de/color/), and three more
PALETTE: tuple[Colour, ...] = (
    (230, 159, 0), (86, 180, 233), (0, 158, 115), (240, 228, 66), (0, 114, 178), (213, 94, 0),
    (204, 121, 167), (128, 0, 64), (0, 80, 40), (120, 120, 255), (150, 150, 150),
)  # fmt: skip
_LINES = (PALETTE[4], PALETTE[5], PALETTE[2], PALETTE[6], PALETTE[7])  # those that paper bears
_GAP = 2
_FINER = 3


def grid(images: Array, columns: int = 8, side: int = 64, most: int = 32) -> Array:
    """Images beside each other, in rows.

    Args:
        images: (n, height, width), or with a last axis of 1 or 3; floats from 0 to 1, or uint8.
        columns: how many in a row.
        side: the height of each, in pixels.
        most: how many are shown.
    """
    tiles = [_enlarged(as_rgb(image), side) for image in np.asarray(images)[:most]]
    if not tiles:
        return np.full((side, side, 3), 255, np.uint8)
    height, width = tiles[0].shape[:2]
    rows = -(-len(tiles) // columns)
    wide = min(columns, len(tiles))
    sheet = np.full((rows * (height + _GAP) - _GAP, wide * (width + _GAP) - _GAP, 3), 255, np.uint8)
    for number, tile in enumerate(tiles):
        row, column = divmod(number, columns)
        top, left = row * (height + _GAP), column * (width + _GAP)
        sheet[top : top + height, left : left + width] = tile
    return sheet


def with_boxes(
    images: Array, true: Array, predicted: Array, columns: int = 6, side: int = 96, most: int = 18
) -> Array:
    """Images with the true box in green and the predicted one in orange.

    Args:
        images: as for `grid`.
        true: (n, 4), each x_min, y_min, x_max, y_max from 0 to 1.
        predicted: the same, whatever its numbers.
        columns, side, most: as for `grid`.
    """
    drawn = []
    for image, right, found in zip(images[:most], true, predicted, strict=False):
        picture = Image.fromarray(_enlarged(as_rgb(image), side))
        pen = ImageDraw.Draw(picture)
        for box, colour in ((right, TRUE), (found, PREDICTED)):
            corners = _corners(box, picture.width, picture.height)
            if corners is not None:
                pen.rectangle(corners, outline=colour, width=2)
        drawn.append(np.asarray(picture))
    return grid(np.array(drawn), columns, side, most)


def with_masks(
    images: Array, true: Array, predicted: Array, side: int = 96, most: int = 6
) -> Array:
    """For each image a column: the image, its true classes, the predicted ones; in colours.

    Args:
        images: as for `grid`.
        true: (n, height, width), the class of each pixel as an integer; the last class is white.
        predicted: the same.
        side, most: as for `grid`.
    """
    rows = [images[:most], *(colours(classes[:most]) for classes in (true, predicted))]
    return np.concatenate([grid(row, most, side, most) for row in rows])


def colours(classes: Array) -> Array:
    """A colour for each class: (…) integers → (…, 3) uint8; the tenth and later ones are white."""
    table = np.array([*PALETTE[:10], PAPER], np.uint8)
    indices = np.clip(np.nan_to_num(np.asarray(classes)).astype(int), 0, len(table) - 1)
    coloured: Array = table[indices]
    return coloured


def curves(values: Mapping[str, Sequence[float]], width: int = 420, height: int = 220) -> Array:
    """One line for each name, over 1, 2, 3, …; the ends of both axes are written."""
    big = Image.new("RGB", (width * _FINER, height * _FINER), PAPER)  # so that lines are smooth
    pen = ImageDraw.Draw(big)
    known = [v for line in values.values() for v in line if np.isfinite(v)] or [0.0]
    low, high = min(known), max(known)
    left, right, top, bottom = (n * _FINER for n in (56, width - 12, 14, height - 40))
    for share in (0, 0.5, 1):
        y = top + share * (bottom - top)
        pen.line((left, y, right, y), fill=FAINT, width=_FINER)
    texts = [(50, 14, f"{high:.3g}", "rm"), (50, height - 40, f"{low:.3g}", "rm")]
    longest = max([len(line) for line in values.values()] or [0])
    texts += [(56, height - 34, "1", "la"), (width - 12, height - 34, str(longest), "ra")]
    for number, (name, line) in enumerate(values.items()):
        colour = _LINES[number % len(_LINES)]
        across = np.linspace(left, right, max(2, len(line)))
        down = [bottom - (v - low) / ((high - low) or 1) * (bottom - top) for v in line]
        points = [(x, y) for x, y in zip(across, down, strict=False) if np.isfinite(y)]
        if len(points) > 1:
            pen.line(points, fill=colour, width=2 * _FINER, joint="curve")
        place = 86 + 110 * number
        box = (place, height - 29, place + 12, height - 25)
        pen.rectangle([n * _FINER for n in box], fill=colour)
        texts.append((place + 18, height - 34, name[:14], "la"))
    picture = big.resize((width, height), Image.Resampling.LANCZOS)
    for x, y, text, anchor in texts:
        _write(picture, x, y, text, anchor)
    return np.asarray(picture)


def _write(picture: Image.Image, x: int, y: int, text: str, anchor: str) -> None:
    ImageDraw.Draw(picture).text((x, y), text, INK, ImageFont.load_default(12), anchor)


def confusion(true: Array, predicted: Array, names: Sequence[str], cell: int = 36) -> Array:
    """How often each class (a row) was taken for each class (a column).

    Args:
        true: (n,) integers, indices of `names`.
        predicted: the same.
        names: of the classes.
        cell: side of a field in pixels.
    """
    count = len(names)
    table = np.zeros((count, count), int)
    np.add.at(table, (np.asarray(true, int), np.clip(np.asarray(predicted, int), 0, count - 1)), 1)
    margin = 64
    picture = Image.new("RGB", (margin + cell * count, margin // 3 + cell * count), PAPER)
    pen = ImageDraw.Draw(picture)
    for row, name in enumerate(names):
        top = margin // 3 + row * cell
        pen.text((4, top + cell // 3), str(name)[:9], INK)
        pen.text((margin + row * cell + 3, 4), str(name)[:5], INK)
        for column in range(count):
            share = table[row, column] / max(1, table[row].sum())
            colour = tuple(int(255 - share * (255 - part)) for part in PALETTE[4])
            corner = (margin + column * cell, top)
            pen.rectangle((*corner, corner[0] + cell - 1, corner[1] + cell - 1), fill=colour)
            text = str(table[row, column])
            pen.text((corner[0] + 4, corner[1] + cell // 3), text, PAPER if share > 0.5 else INK)
    return np.asarray(picture)


def as_rgb(image: Array) -> Array:
    """(height, width[, 1 or 3]) floats from 0 to 1 or uint8 → (height, width, 3) uint8."""
    array = np.asarray(image)
    if array.dtype != np.uint8:
        array = np.clip(np.nan_to_num(array.astype(float)), 0, 1)
        array = (array * 255 + 0.5).astype(np.uint8)
    if array.ndim == 2:
        array = array[:, :, None]
    rgb: Array = np.broadcast_to(array[:, :, :3], (*array.shape[:2], 3)).copy()
    return rgb


def as_png(picture: Array, most_bytes: int) -> bytes:
    """The picture as a PNG file, made smaller until it takes no more than so many bytes."""
    image = Image.fromarray(as_rgb(picture))
    while True:
        file = io.BytesIO()
        image.save(file, "PNG", optimize=True)
        if file.tell() <= most_bytes or min(image.size) < 16:
            return file.getvalue()
        image = image.resize((image.width * 3 // 4, image.height * 3 // 4))


def _enlarged(rgb: Array, side: int) -> Array:
    """So that its height is about `side`: pixels repeated, or left out."""
    height, width = rgb.shape[:2]
    size = (max(1, round(width * side / max(1, height))), side)
    enlarged: Array = np.asarray(Image.fromarray(rgb).resize(size, Image.Resampling.NEAREST))
    return enlarged


def _corners(box: Array, width: int, height: int) -> tuple[float, float, float, float] | None:
    """The box in pixels, in order and inside the picture; None where it is none."""
    numbers = np.asarray(box, float)
    if numbers.shape != (4,) or not np.all(np.isfinite(numbers)):
        return None
    (left, right), (top, bottom) = sorted(numbers[[0, 2]]), sorted(numbers[[1, 3]])
    xs = np.clip([left * width, right * width], 0, width - 1)
    ys = np.clip([top * height, bottom * height], 0, height - 1)
    return float(xs[0]), float(ys[0]), float(xs[1]), float(ys[1])
