"""How a submission gets to a worker, and how its result comes back.

A submission travels with its task. A result is a small record: a larger one, with pictures and
output, is laid into storage that all machines share, where there is one, and only its name
travels through the scheduler.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from autograder.engine.jobs import Answer
from autograder.errors import ClusterError
from autograder.notebook.disk import contents
from autograder.notebook.packed import SUFFIX
from autograder.notebook.read import MAX_BYTES
from autograder.notebook.weights import KINDS, named_otherwise

SMALL = 32 * 2**10  # bytes of a record that travels through the scheduler


class Parcel(msgspec.Struct, frozen=True):
    """A submission on its way: the notebook's or archive's name, and the files in its folder.

    A file without content is a link: what it leads to belongs to somebody else.
    """

    name: str
    files: dict[str, bytes | None]


def wrap(path: Path, most_weights: int) -> Parcel:
    """What belongs to the submission at `path`; of weights at most one byte more than allowed.

    Raises:
        NotebookError: it cannot be read.
    """
    most = MAX_BYTES + (most_weights if path.suffix.lower() == SUFFIX else 0)
    files = {path.name: None if path.is_symlink() else contents(path, path.name, most)}
    for other in _weights_beside(path):
        files[other.name] = None if other.is_symlink() else _beginning(other, most_weights + 1)
    return Parcel(path.name, files)


@contextmanager
def unwrapped(parcel: Parcel) -> Iterator[Path]:
    """The submission in a folder of its own, for as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="autograder-") as name:
        folder = Path(name)
        for file, content in parcel.files.items():
            if content is None:
                (folder / file).symlink_to("elsewhere")
            else:
                (folder / file).write_bytes(content)
        yield folder / parcel.name


class Storage:
    """A folder that all machines share, or whatever else fsspec reaches, such as s3://bucket/x.

    Raises ClusterError where it cannot be used.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        try:
            from fsspec.core import url_to_fs  # noqa: PLC0415 - heavy, and not always needed

            self._files, self._root = url_to_fs(url)
            self._files.makedirs(self._root, exist_ok=True)
        except Exception as error:
            raise self._failed("be used", error) from None

    def put(self, content: bytes) -> str:
        """Lay something down; returns its name."""
        name = hashlib.sha256(content).hexdigest()
        try:
            self._files.pipe_file(f"{self._root}/{name}", content)
        except Exception as error:
            raise self._failed("be written", error) from None
        return name

    def take(self, name: str) -> bytes:
        """Fetch what lies there under a name, and remove it."""
        try:
            content: bytes = self._files.cat_file(f"{self._root}/{name}")
            self._files.rm_file(f"{self._root}/{name}")
        except Exception as error:
            raise self._failed("be read", error) from None
        if hashlib.sha256(content).hexdigest() != name:
            raise ClusterError(f"The storage {self.url} gave back {name} altered: grade it again.")
        return content

    def _failed(self, what: str, error: Exception) -> ClusterError:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        return ClusterError(
            f"The storage {self.url} cannot {what} ({reason}): make room or mend it there, and"
            " grade again; what is graded already is kept."
        )


def seal(answer: Answer, storage: Storage | None) -> bytes:
    """A result as it travels."""
    record = msgspec.json.encode(answer)
    if storage is None or len(record) <= SMALL:
        return record
    return storage.put(record).encode()


def unseal(record: bytes, storage: Storage | None) -> Answer:
    """A result that has arrived."""
    if not record.startswith(b"{"):
        assert storage is not None
        record = storage.take(record.decode())
    answer: Answer = msgspec.json.decode(record, type=Answer)
    return answer


def _weights_beside(path: Path) -> Iterator[Path]:
    """The files that reading the submission will look at; see `notebook.weights`."""
    if path.suffix.lower() == SUFFIX:
        return
    own = [other for kind in KINDS if _is_there(other := path.with_suffix(kind))]
    if own:
        yield from own
        return
    if stray := named_otherwise(path):  # a notice says so
        yield stray


def _is_there(path: Path) -> bool:
    return path.is_symlink() or path.is_file()


def _beginning(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError:
        return b""
