"""A file of trained weights that was handed in beside a notebook.

Its bytes are carried to the student process and opened there only. Here nothing is parsed: the
size, the kind of file and its first bytes are looked at.
"""

import hashlib
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.errors import NotebookError
from autograder.notebook.disk import contents

# what such a file begins with: https://docs.hdfgroup.org/hdf5/v1_14/_f_m_t3.html (superblock),
# and a zip archive's local file header
_HDF5 = b"\x89HDF\r\n\x1a\n"
_ZIP = b"PK\x03\x04"
KINDS = {".weights.h5": _HDF5, ".keras": _ZIP, ".npz": _ZIP}


@dataclass(frozen=True)
class WeightsFile:
    """The file as it was handed in."""

    name: str
    data: bytes

    @cached_property
    def digest(self) -> str:
        """SHA-256 of its bytes."""
        return hashlib.sha256(self.data).hexdigest()


def beside(notebook: Path, max_bytes: int) -> tuple[WeightsFile | None, tuple[str, ...]]:
    """The weights of a notebook: the file beside it with its name and an ending of `KINDS`.

    Args:
        notebook: `alice/vgg.ipynb`, whose weights are `alice/vgg.weights.h5`, `alice/vgg.keras`
            or `alice/vgg.npz`.
        max_bytes: a larger file is not read.

    Returns:
        The file, if there is one that can be used; and what there is to be said about it, in
        sentences.
    """
    there = [path for kind in KINDS if _is_there(path := notebook.with_suffix(kind))]
    if not there:
        return None, _hint(notebook)
    path, *others = there
    notices = [
        f"{_printable(other.name)} was not used, since {_printable(path.name)} came too."
        for other in others
    ]
    try:
        file = WeightsFile(path.name, _checked(path, max_bytes))
        return file, (f"{_printable(path.name)} came with the notebook.", *notices)
    except NotebookError as error:
        return None, (f"The weights were not used: {error}", *notices)


def _checked(path: Path, max_bytes: int) -> bytes:
    name = _printable(path.name)
    if path.is_symlink():
        raise NotebookError(f"{name} is a link to another file: hand in the file itself.")
    if path.is_file() and path.stat().st_size > max_bytes:
        raise NotebookError(
            f"{name} is larger than the {max_bytes / 2**20:.4g} MiB that a course takes: save the"
            " weights of the model that is asked for, and nothing else."
        )
    data = contents(path, name, max_bytes)
    kind = next(kind for kind in KINDS if path.name.endswith(kind))
    if not data.startswith(KINDS[kind]):
        raise NotebookError(
            f"{name} is not what its name says: save it anew with `model.save_weights`"
            " (.weights.h5), `model.save` (.keras) or `numpy.savez` (.npz)."
        )
    return data


def named_otherwise(notebook: Path) -> Path | None:
    """The weights of somebody alone in a folder who named them unlike the notebook.

    A class that lies in one folder is not listed for each of its notebooks: the second ends it.
    """
    notebooks, weights = 0, []
    try:
        with os.scandir(notebook.parent) as entries:
            for entry in entries:
                if entry.name.endswith(".ipynb"):
                    notebooks += 1
                elif entry.name.endswith(tuple(KINDS)):
                    weights.append(entry.name)
                if notebooks > 1 or len(weights) > 1:
                    return None
    except OSError:
        return None
    return notebook.parent / weights[0] if notebooks and weights else None


def _hint(notebook: Path) -> tuple[str, ...]:
    other = named_otherwise(notebook)
    if other is None:
        return ()
    kind = next(kind for kind in KINDS if other.name.endswith(kind))
    return (
        f"{_printable(other.name)} was not used: weights are named like their notebook,"
        f" {_printable(notebook.with_suffix(kind).name)}.",
    )


def _is_there(path: Path) -> bool:
    return path.is_symlink() or path.exists()


def _printable(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name)
