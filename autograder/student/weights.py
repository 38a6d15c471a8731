"""Trained weights from a file, given to a model; no code that a file may hold is run."""

from pathlib import Path
from typing import Any


def keep(folder: Path, name: str, start: int, part: Any) -> None:
    """Write a part of a file (uint8 array) at its place."""
    with (folder / Path(name).name).open("r+b" if start else "wb") as file:
        file.seek(start)
        file.write(part.tobytes())


def load(model: Any, path: Path) -> None:
    """Give a built model the weights in `path`.

    Of a `.keras` archive Keras takes the weights alone. An `.npz` file holds one array for each
    weight, in the order of `model.get_weights()`.

    Raises:
        ValueError: they do not fit the model.
    """
    if not getattr(model, "built", True):
        raise ValueError("the model is not built")
    if path.suffix == ".npz":
        model.set_weights(_arrays(path))
    else:
        model.load_weights(str(path))


def _arrays(path: Path) -> list[Any]:
    import numpy as np

    with np.load(path, allow_pickle=False) as stored:
        return [stored[name] for name in stored.files]
