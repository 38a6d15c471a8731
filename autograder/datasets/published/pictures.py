"""Pictures from bytes, with Pillow, bounded in size."""

import io
from typing import Any

import numpy as np
from PIL import Image

Bytes = np.ndarray[Any, np.dtype[np.uint8]]

MOST_PIXELS = 25_000_000
MOST_BYTES = 32 << 20


def opened(data: bytes, name: str) -> Image.Image:
    """The picture in these bytes, not yet decoded.

    Raises:
        ValueError: it is neither JPEG nor PNG, or has too many pixels.
    """
    try:
        picture = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
    except OSError:
        raise ValueError(f"{name} is no JPEG or PNG picture") from None
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise ValueError(f"{name} has {width} × {height} pixels, more than {MOST_PIXELS}")
    return picture


def colours(picture: Image.Image, side: int) -> Bytes:
    """A picture as (side, side, 3), red, green and blue from 0 to 255; its shape is not kept."""
    # a JPEG can be decoded at a half, a quarter or an eighth of its size
    picture.draft("RGB", (2 * side, 2 * side))
    small = picture.convert("RGB").resize((side, side), Image.Resampling.BILINEAR)
    return np.asarray(small, np.uint8)
