"""Results that were found before: one file for each, written whole or not at all."""

import contextlib
import hashlib
import logging
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from autograder.results import CheckResult

_DAY_S = 86_400.0
_STALE_S = 3_600.0  # a temporary file that is older was left by somebody who was killed
_log = logging.getLogger(__name__)


class Kept(msgspec.Struct, frozen=True):
    """A check's result, and the key of the check that gave it."""

    key: str
    result: CheckResult


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known of one submission's code; `exercises` is None where all were wanted."""

    assignment: str
    seed: int
    exact: str
    graders: str
    exercises: tuple[str, ...] | None
    checks: tuple[Kept, ...]
    notices: tuple[str, ...]
    output: str
    duration_s: float


class Cache:
    """A folder of entries; several processes may use it at once, and any may be killed."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or _default_folder()

    def get(self, key: str) -> Entry | None:
        """The entry, or None; one that is damaged is removed."""
        path = self._path(key)
        try:
            content = path.read_bytes()
        except OSError:
            return None
        entry = _decode(content)
        with contextlib.suppress(OSError):
            if entry is None:
                _log.warning("%s is damaged and was removed", path)
                path.unlink()
            else:
                os.utime(path)  # it was of use
        return entry

    def put(self, key: str, entry: Entry) -> None:
        """Keep an entry; a disk that is full or read-only costs nothing but that."""
        path = self._path(key)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.parent.mkdir(exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".", dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(_encode(entry))
            Path(name).replace(path)
        except OSError as error:
            _log.warning("%s cannot be kept: %s", path, error.strerror)

    def size(self) -> tuple[int, int]:
        """How many entries, and how many bytes."""
        sizes = [size for _, _, size in self._entries()]
        return len(sizes), sum(sizes)

    def prune(
        self, older_than_days: float | None = None, max_bytes: int | None = None
    ) -> tuple[int, int]:
        """Remove what was not of use for so long, then the least lately used until the rest
        fits; returns how many entries and bytes were removed."""
        self._remove_temporary()
        entries = sorted((used, path, size) for path, used, size in self._entries())
        left = sum(size for _, _, size in entries)
        removed = freed = 0
        oldest = None if older_than_days is None else time.time() - older_than_days * _DAY_S
        for used, path, size in entries:
            is_old = oldest is not None and used < oldest
            if is_old or (max_bytes is not None and left > max_bytes):
                path.unlink(missing_ok=True)
                left, freed, removed = left - size, freed + size, removed + 1
        return removed, freed

    def verify(self) -> tuple[int, list[Path]]:
        """Read every entry; returns how many are good, and which were damaged and removed."""
        good, removed = 0, []
        for path, _, _ in self._entries():
            with contextlib.suppress(FileNotFoundError):
                if _decode(path.read_bytes()) is None:
                    path.unlink()
                    removed.append(path)
                else:
                    good += 1
        return good, removed

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"

    def _entries(self) -> Iterator[tuple[Path, float, int]]:
        for path in sorted(self.folder.glob("??/*.json")):
            with contextlib.suppress(OSError):
                if path.is_file() and not path.name.startswith("."):
                    stat = path.stat()
                    yield path, stat.st_mtime, stat.st_size

    def _remove_temporary(self) -> None:
        for path in self.folder.glob("??/.*"):
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > _STALE_S:
                    path.unlink()


def _default_folder() -> Path:
    given = os.environ.get("XDG_CACHE_HOME")
    return (Path(given) if given else Path.home() / ".cache") / "autograder" / "results"


def _encode(entry: Entry) -> bytes:
    text = msgspec.json.encode(entry)
    return hashlib.sha256(text).hexdigest().encode() + b"\n" + text


def _decode(content: bytes) -> Entry | None:
    digest, _, text = content.partition(b"\n")
    if digest != hashlib.sha256(text).hexdigest().encode():
        return None
    try:
        return msgspec.json.decode(text, type=Entry)
    except msgspec.DecodeError:
        return None  # written by another version
