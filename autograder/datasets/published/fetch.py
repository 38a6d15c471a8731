"""Where the file of a published data set is: in a named folder, in the cache, or fetched there.

    path = find(FILE, folder="downloads")

The cache is ~/.cache/autograder/datasets, or autograder/datasets below XDG_CACHE_HOME. A file is
checked by its sha256 whenever it is used, where that is publicly known. A download that breaks off
or is not what it should be leaves nothing behind.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

import pooch

from autograder.datasets.published.parts import TooManyError

CHUNK = 1 << 20  # bytes
PATIENCE = 30  # seconds without an answer


class File(NamedTuple):
    """One published file.

    Attributes:
        name: what it is called here.
        form: what it is, for messages: "a zip with …".
        address: where it can be fetched without an account.
        home: the page about it, if there is one.
        sha256: of its content; None where no public source gives it.
        largest: bytes that it may have at most.
    """

    name: str
    form: str
    address: str
    home: str | None
    sha256: str | None
    largest: int


def cache() -> Path:
    """The folder that downloads go to; it may not exist yet."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    # the standard says that a relative one is to be ignored
    base = Path(home) if Path(home).is_absolute() else Path.home() / ".cache"
    return base / "autograder" / "datasets"


def find(
    file: File,
    folder: str | Path | None = None,
    check: Callable[[Path], object] | None = None,
) -> Path:
    """The path of a published file, which is fetched into the cache if it is in neither place.

    Args:
        file: which one.
        folder: where to look first; subfolders are not searched.
        check: reads a freshly fetched file and raises ValueError if it has another form; for
            those without a known sha256.

    Raises:
        FileNotFoundError: the named folder does not exist.
        ValueError: the file is not the published one.
        OSError: it can be neither found nor fetched, or not be written.
    """
    if folder is not None and not Path(folder).is_dir():
        raise FileNotFoundError(f"There is no folder {folder}; make it and {_by_hand(file)}.")
    for place in (folder, cache()):
        if place is not None and (path := Path(place) / file.name).exists():
            _verify(path, file)
            return path
    return _fetch(file, check)


@contextmanager
def reading(path: Path, file: File) -> Iterator[None]:
    """Turns whatever goes wrong while `path` is read as `file` into one sentence.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: it has another form.
        OSError: it cannot be read.
    """
    try:
        yield
    except TooManyError:
        raise
    except FileNotFoundError:
        raise FileNotFoundError(f"There is no {path}; {_by_hand(file)}.") from None
    except Exception as error:
        # The formats' own modules raise a dozen kinds of errors at damaged files.
        if isinstance(error, OSError) and error.errno is not None:
            raise OSError(
                f"{path} cannot be read ({error.strerror}); expected a file that you may read."
            ) from None
        reason = (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
        raise ValueError(
            f"{path} is not as expected, {file.form} ({reason}); remove it and {_by_hand(file)}."
        ) from None


def _by_hand(file: File) -> str:
    about = f" (about it: {file.home})" if file.home else ""
    return (
        f"get {file.name} from {file.address}{about} and put it into a folder that you name with"
        f" folder=…, or into {cache()}"
    )


def _verify(path: Path, file: File) -> None:
    with reading(path, file):
        size = path.stat().st_size
        if size > file.largest:
            raise ValueError(f"it has {size} bytes, and {file.largest} are the most")
        if file.sha256 is None:
            return
        with path.open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != file.sha256:
                raise ValueError("its sha256 is not that of the published file")


def _fetch(file: File, check: Callable[[Path], object] | None) -> Path:
    try:
        path = Path(
            pooch.retrieve(
                file.address,
                known_hash=file.sha256 and f"sha256:{file.sha256}",
                fname=file.name,
                path=cache(),
                downloader=_Downloader(file.largest),
            )
        )
    except OSError as error:
        raise OSError(_told(file, error)) from None
    except ValueError as error:
        raise ValueError(
            f"What came from {file.address} is not the published {file.name} ({_why(error)});"
            f" try again later, or {_by_hand(file)}."
        ) from None
    if check is not None:
        try:
            check(path)
        except (ValueError, OSError):
            path.unlink()
            raise
    return path


def _why(error: ValueError) -> str:
    return str(error) if isinstance(error, _TooLargeError) else "its sha256 is another one"


def _told(file: File, error: OSError) -> str:
    # What the network says has no errno by the time it has come through requests.
    if error.errno is not None or isinstance(error, PermissionError):
        return (
            f"{file.name} cannot be written to {cache()} ({error.strerror or 'not allowed'}); make"
            f" room there, or set XDG_CACHE_HOME to a folder elsewhere, or {_by_hand(file)}."
        )
    return (
        f"{file.name} is not on this machine, and {file.address} cannot be fetched"
        f" ({type(error).__name__}); where there is no network, {_by_hand(file)}."
    )


class _TooLargeError(ValueError):
    """More bytes came than the file can have."""


class _Downloader:
    """Fetches by HTTP, as pooch does, and stops at a number of bytes."""

    def __init__(self, largest: int) -> None:
        self._largest = largest

    def __call__(self, url: str, output_file: str, caller: object) -> None:
        http = pooch.HTTPDownloader(chunk_size=CHUNK, timeout=PATIENCE)
        with Path(output_file).open("wb") as stream:
            http(url, _Bounded(stream, self._largest), caller)


class _Bounded:
    def __init__(self, stream: BinaryIO, largest: int) -> None:
        self._stream, self._left, self._largest = stream, largest, largest

    def write(self, chunk: bytes) -> None:
        self._left -= len(chunk)
        if self._left < 0:
            raise _TooLargeError(f"it has more than {self._largest} bytes")
        self._stream.write(chunk)

    def flush(self) -> None:
        self._stream.flush()
