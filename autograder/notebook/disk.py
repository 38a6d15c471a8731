"""The bytes of a file that may be anything: a folder, a pipe, a loop of links, too large."""

import errno
import os
import stat
from pathlib import Path

from autograder.errors import NotebookError

_OBSTACLES = {
    errno.ENOENT: "does not exist: check the name and the folder",
    errno.ENOTDIR: "does not exist, since what should be a folder on the way is a file: "
    "check the path",
    errno.EACCES: "may not be read by this user: change its permissions",
    errno.EPERM: "may not be read by this user: change its permissions",
    errno.ELOOP: "is a symbolic link that leads back to itself: hand in the file itself",
    errno.ENAMETOOLONG: "does not exist, its name is too long: check the name",
    errno.EISDIR: "is a folder: name the .ipynb file in it",
}


def contents(path: Path, name: str, max_bytes: int) -> bytes:
    """Return the bytes of the file at `path`, which sentences call `name`.

    Raises:
        NotebookError: it cannot be read, or has more than `max_bytes`.
    """
    try:
        # Without O_NONBLOCK, opening a named pipe would wait for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            _check_file(os.fstat(descriptor), name, max_bytes)
            data = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        raise NotebookError(f"{name} {_obstacle(error)}.") from None
    _check_size(len(data), name, max_bytes)
    return data


def _check_file(status: os.stat_result, name: str, max_bytes: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise NotebookError(f"{name} is a folder: name the .ipynb file in it.")
    if not stat.S_ISREG(status.st_mode):
        raise NotebookError(f"{name} is a device or a pipe, not a file: name an .ipynb file.")
    _check_size(status.st_size, name, max_bytes)


def _check_size(size: int, name: str, max_bytes: int) -> None:
    if size > max_bytes:
        raise NotebookError(
            f"{name} is larger than the {max_bytes / 2**20:.4g} MiB that are read: clear all "
            "outputs, save it and hand it in again."
        )


def _obstacle(error: OSError | ValueError) -> str:
    code = error.errno if isinstance(error, OSError) else None
    if code in _OBSTACLES:
        return _OBSTACLES[code]
    return f"could not be read ({os.strerror(code) if code else error}): try again"
