"""A packed submission: one zip file with a notebook and what belongs to it.

Archives come from students: nothing is unpacked by the paths in them, only a notebook and its
weights are read, and of those no more than the limits allow.
"""

import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from autograder.errors import NotebookError
from autograder.notebook.read import MAX_BYTES
from autograder.notebook.weights import KINDS

SUFFIX = ".zip"
_MOST_MEMBERS = 10_000
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


def pack(files: Iterable[Path], out: Path) -> None:
    """Write files into one archive, by their names alone, whole or not at all."""
    fresh = out.with_name(f".{out.name}.new")
    with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        for file in files:
            archive.write(file, file.name)
    fresh.replace(out)


def holds_none(path: Path) -> bool:
    """Whether it is a sound archive that no notebook is in."""
    try:
        with zipfile.ZipFile(path) as archive:
            return not _notebooks(archive)
    except _BROKEN:
        return False


@contextmanager
def unpacked(path: Path, most_weights: int) -> Iterator[Path]:
    """The notebook at `path`; that in the archive at `path`, for as long as it is needed.

    Args:
        path: a notebook, or a zip file with one notebook and perhaps its weights.
        most_weights: bytes of weights; larger ones are cut off, and so refused by their reader.

    Raises:
        NotebookError: the archive cannot be read, or has no notebook or several.
    """
    if path.suffix.lower() != SUFFIX or not path.is_file():
        yield path
        return
    with tempfile.TemporaryDirectory() as name:
        try:
            with zipfile.ZipFile(path) as archive:
                notebook = _take_out(archive, path.name, Path(name), most_weights)
        except _BROKEN as error:
            raise NotebookError(
                f"{path.name} cannot be unpacked ({error}): pack it again, without a password, or"
                " hand in the .ipynb file."
            ) from None
        yield notebook


def _take_out(archive: zipfile.ZipFile, name: str, folder: Path, most_weights: int) -> Path:
    found = _notebooks(archive)
    if len(found) != 1:
        what = "no notebook" if not found else f"{len(found)} notebooks"
        raise NotebookError(
            f"{name} has {what} in it, where one is expected: pack it with `autograder submit`, or"
            " hand in the .ipynb file."
        )
    notebook = PurePosixPath(found[0].filename)
    weights = {str(notebook.with_suffix(kind)) for kind in KINDS}
    for member in archive.infolist():
        if member.filename in weights:
            _copy(archive, member, folder, most_weights)
    return _copy(archive, found[0], folder, MAX_BYTES)


def _copy(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, most: int) -> Path:
    """One member, no more than a byte over the limit of it, which its reader then refuses."""
    target = folder / PurePosixPath(member.filename).name
    with archive.open(member) as packed, target.open("wb") as file:
        left = most + 1
        while left > 0 and (part := packed.read(min(left, 1 << 20))):
            file.write(part)
            left -= len(part)
    return target


def _notebooks(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    if len(archive.infolist()) > _MOST_MEMBERS:
        raise zipfile.BadZipFile("more files than anybody needs")
    return [
        member
        for member in archive.infolist()
        if member.filename.endswith(".ipynb") and not _is_by_the_way(member.filename)
    ]


def _is_by_the_way(name: str) -> bool:
    """Whether Jupyter or macOS put it there."""
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)
