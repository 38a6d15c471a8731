"""Members of zip and tar archives, read one at a time and never written to the disk.

Errors are ValueErrors, or those of zipfile and tarfile; `fetch.reading` makes sentences of them.
"""

import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

MOST_ROWS = 1_000_000  # a header can state any number
SKIPPED = 1 << 18  # bytes at a time


def member(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    """The one file of that name in a zip, in whatever folder."""
    found = [info for info in archive.infolist() if PurePosixPath(info.filename).name == name]
    if len(found) != 1:
        raise ValueError(f"it has {len(found)} files named {name}, expected one")
    return found[0]


def content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, largest: int) -> bytes:
    """The bytes of a zip's member, if there are no more than `largest`."""
    # the size that a zip states may be a lie; `read` stops
    with archive.open(info) as stream:
        data = stream.read(largest + 1)
    if len(data) > largest:
        raise ValueError(f"{info.filename} has more than {largest} bytes")
    return data


def in_tar(path: Path, wanted: set[str], largest: int) -> Iterator[tuple[str, bytes]]:
    """Files of a .tgz, by folder and name (`lists/train.txt`), in the archive's order.

    The archive is read from its beginning and no further than to the last of those wanted.

    Raises:
        ValueError: one is not there, or has more than `largest` bytes.
    """
    missing = set(wanted)
    with tarfile.open(path, "r|gz") as archive:
        for info in archive:
            name = "/".join(PurePosixPath(info.name).parts[-2:])
            if name not in missing or not info.isreg():
                continue
            if info.size > largest:
                raise ValueError(f"{info.name} has {info.size} bytes, more than {largest}")
            stream = archive.extractfile(info)
            assert stream is not None  # it is a regular file
            missing.remove(name)
            yield name, stream.read()
            if not missing:
                return
    if missing:
        raise ValueError(f"{min(missing)} is not in it, nor {len(missing) - 1} others")


class Rows:
    """A NumPy array in a stream (.npy), of which some rows are read.

    Attributes:
        count: rows that there are.
    """

    def __init__(self, stream: IO[bytes], row: tuple[int, ...], kinds: str, name: str) -> None:
        """Reads the header.

        Args:
            stream: from the first byte of the .npy on.
            row: shape of a row.
            kinds: letters of dtype.kind that are expected; never objects.
            name: for messages.

        Raises:
            ValueError: the array has another form.
        """
        shape, in_columns, dtype = _header(stream)
        if len(shape) == 0 or shape[1:] != row or dtype.kind not in kinds or in_columns:
            raise ValueError(
                f"{name} is an array {dtype} {shape}, expected one with rows of shape {row} and a"
                f" dtype of kind {' or '.join(kinds)}"
            )
        if shape[0] > MOST_ROWS:
            raise ValueError(f"{name} has {shape[0]} rows, more than {MOST_ROWS}")
        self.count = int(shape[0])
        self._stream, self._row, self._dtype, self._name = stream, row, dtype, name
        self._next = 0  # the row that the stream is at

    def take(self, indices: np.ndarray[Any, np.dtype[np.int64]]) -> Array:
        """The rows of these indices, (len(indices), *row), as they are stored.

        No index is twice among them, and this can be asked once: the stream goes forwards.
        """
        taken = np.empty((len(indices), *self._row), self._dtype)
        size = self._dtype.itemsize * int(np.prod(self._row))
        for place in np.argsort(indices):  # forwards, for a zip cannot be read backwards
            self._skip((int(indices[place]) - self._next) * size)
            data = self._stream.read(size)
            if len(data) != size:
                raise ValueError(f"{self._name} ends before row {indices[place]}")
            self._next = int(indices[place]) + 1
            taken[place] = np.frombuffer(data, self._dtype).reshape(self._row)
        return taken

    def _skip(self, size: int) -> None:
        # a zip's own `seek` takes 16 MB at a time
        while size > 0 and (passed := len(self._stream.read(min(size, SKIPPED)))):
            size -= passed


def _header(stream: IO[bytes]) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    version = np.lib.format.read_magic(stream)
    if version == (1, 0):
        return np.lib.format.read_array_header_1_0(stream)
    return np.lib.format.read_array_header_2_0(stream)
