"""Results that were found before: one file for each, written whole or not at all.

A file's first line is the sha256 of the rest, which is an `Entry` as JSON. Several processes may
read and write at once, without locks, and any of them may be killed: a file gets its name only
when it is complete, and what a crash of the machine leaves of one does not fit its sum.
"""

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

DAY_S = 86_400.0
STALE_S = 3_600.0  # a temporary file that is older was left by somebody who was killed

_log = logging.getLogger(__name__)


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A check's result, and the key of the check that gave it."""

    key: str
    result: CheckResult


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known of one submission's code, wherever it is handed in."""

    assignment: str
    seed: int
    exact: str
    """`exact_key` of the notebook that it was found with."""
    graders: str
    """`graders_key` at that time."""
    exercises: tuple[str, ...] | None
    """Those whose checks were wanted; None: all checks of the assignment."""
    checks: tuple[Kept, ...]
    notices: tuple[str, ...]
    output: str
    duration_s: float


class Cache:
    """A folder of entries, by default the user's own."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or _default_folder()

    def get(self, key: str) -> Entry | None:
        """The entry; None if there is none, or one of another version of this program.

        One that is damaged is removed, and is none.
        """
        path = self._path(key)
        try:
            text = _intact(path.read_bytes())
        except OSError:
            return None
        if text is None:
            _remove(path)
            _log.warning("%s is damaged; the submission is graded anew", path)
            return None
        entry = _decode(text)
        if entry is not None:
            with contextlib.suppress(OSError):
                os.utime(path)  # `prune` begins with what was not used for longest
        return entry

    def put(self, key: str, entry: Entry) -> None:
        """Keep an entry; where that is not possible, the grading goes on without."""
        path = self._path(key)
        try:
            content = _encode(entry)
            try:
                _write(path, content)
            except FileNotFoundError:  # the first one of its folder
                self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                path.parent.mkdir(mode=0o700, exist_ok=True)
                _write(path, content)
        except (OSError, ValueError) as error:  # ValueError: text that JSON cannot hold
            _log.warning("%s cannot be kept: %s", path, error)

    def size(self) -> tuple[int, int]:
        """How many entries, and how many bytes."""
        sizes = [stat.st_size for _, stat in self._entries()]
        return len(sizes), sum(sizes)

    def prune(
        self, older_than_days: float | None = None, max_bytes: int | None = None
    ) -> tuple[int, int]:
        """Remove entries, and what killed processes left of theirs.

        Args:
            older_than_days: remove what was not used for so long.
            max_bytes: then remove the least recently used, until the others fit.

        Returns:
            How many entries were removed, and how many bytes.
        """
        now = time.time()
        self._remove_stale(now)
        oldest = -float("inf") if older_than_days is None else now - older_than_days * DAY_S
        entries = sorted(self._entries(), key=lambda entry: entry[1].st_mtime)
        left = sum(stat.st_size for _, stat in entries)
        removed = freed = 0
        for path, stat in entries:
            is_one_too_many = max_bytes is not None and left - freed > max_bytes
            if not (is_one_too_many or stat.st_mtime < oldest):
                break
            if _remove(path):
                removed, freed = removed + 1, freed + stat.st_size
        return removed, freed

    def verify(self) -> tuple[int, list[Path]]:
        """Read every entry and remove what is damaged.

        Returns:
            How many are whole, and the paths of those that were removed.
        """
        good, removed = 0, []
        for path, _ in self._entries():
            with contextlib.suppress(OSError):  # somebody else has removed it meanwhile
                if _intact(path.read_bytes()) is not None:
                    good += 1
                elif _remove(path):
                    removed.append(path)
        return good, removed

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"

    def _entries(self) -> Iterator[tuple[Path, os.stat_result]]:
        for path in sorted(self.folder.glob("??/[!.]*.json")):
            with contextlib.suppress(OSError):
                if path.is_file():
                    yield path, path.stat()

    def _remove_stale(self, now: float) -> None:
        for path in self.folder.glob("??/.*"):
            with contextlib.suppress(OSError):
                if now - path.stat().st_mtime > STALE_S:
                    _remove(path)


def _default_folder() -> Path:
    given = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if not given.is_absolute():  # unset, or to be ignored, says the standard
        try:
            given = Path.home() / ".cache"
        except RuntimeError:  # a user without a home: nothing can be kept in here
            given = Path(os.devnull)
    return given / "autograder" / "results"


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, while others may be writing it, too."""
    handle, name = tempfile.mkstemp(prefix=".", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        fresh.replace(path)
    except OSError:
        _remove(fresh)
        raise


def _remove(path: Path) -> bool:
    with contextlib.suppress(OSError):
        path.unlink()
        return True
    return False


def _encode(entry: Entry) -> bytes:
    text = msgspec.json.encode(entry)
    return _sum(text) + b"\n" + text


def _intact(content: bytes) -> bytes | None:
    """The JSON text in a file, or None if it is not what was written."""
    found, _, text = content.partition(b"\n")
    return text if found == _sum(text) else None


def _decode(text: bytes) -> Entry | None:
    try:
        return msgspec.json.decode(text, type=Entry)
    except msgspec.DecodeError:
        return None  # whole, but of another version, which may want it still


def _sum(text: bytes) -> bytes:
    return hashlib.sha256(text).hexdigest().encode()
