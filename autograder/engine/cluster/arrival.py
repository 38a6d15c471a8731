"""What a worker is sent before any work: it puts the bundle in place and opens a station there.

It is sent as a whole and not by name, since a worker need not have this program installed: so
nothing here may need more than Python and Dask, before the bundle is there.
"""

import asyncio
import hashlib
import io
import os
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from distributed import Worker, WorkerPlugin

CODE = "code"
COURSE = "course"


class Arrival(WorkerPlugin):
    """Of one client, on every worker; `name` is the client's own.

    A worker on which nothing stands against it offers as many slots as it has threads, a resource
    that goes by `name`, and that the client's tasks ask for. One that refuses offers none, and
    tells the client why.
    """

    def __init__(self, name: str, digest: str, content: bytes, terms: bytes) -> None:
        self.name = name
        self._digest = digest
        self._content = content
        self._terms = terms
        self.station: Any = None

    async def setup(self, worker: Worker) -> None:
        """Called by Dask when the worker begins, or when the client has come."""
        slots = worker.state.nthreads
        try:
            self.station = await asyncio.to_thread(self._open, slots)
        except Exception as error:
            known = getattr(type(error), "__module__", "").startswith("autograder.")
            why = str(error) if known else f"{type(error).__name__}: {error}"
            worker.log_event(self.name, {"worker": worker.address, "refused": why})
            return
        await worker.set_resources(**{self.name: slots})
        worker.log_event(self.name, {"worker": worker.address, "slots": slots})

    async def teardown(self, worker: Worker) -> None:
        """Called by Dask when the client has gone."""
        station, self.station = self.station, None
        if station is not None:
            await asyncio.to_thread(station.close)

    def _open(self, slots: int) -> Any:
        folder = self._unpacked()
        _import_from(folder / CODE)
        from autograder.engine.cluster.station import Station  # noqa: PLC0415 - from the bundle

        return Station(folder, self._terms, slots)

    def _unpacked(self) -> Path:
        """The bundle's folder, which others may have unpacked before, or may be unpacking."""
        place = _cache() / "autograder" / "bundles" / self._digest
        if _digest(place) == self._digest:
            return place
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=place.parent, prefix="."))
        with zipfile.ZipFile(io.BytesIO(self._content)) as archive:
            archive.extractall(fresh)
        if _digest(fresh) != self._digest:
            raise OSError(f"what was unpacked in {fresh} is not what was sent")
        try:
            fresh.replace(place)
        except OSError:  # there is one already: another worker's, or one that was altered
            if _digest(place) == self._digest:
                return place
            place.rename(fresh.with_name(f"{fresh.name}.altered"))
            fresh.replace(place)
        return place


def _import_from(code: Path) -> None:
    """Have this process import the program from here, and refuse where it has another already."""
    loaded = sys.modules.get("autograder")
    if loaded is None:
        sys.path.insert(0, str(code))
        return
    package = Path(str(loaded.__file__)).parent
    if _files(package) != _files(code / "autograder"):
        raise OSError(
            f"this worker has other code of autograder in memory, from {package}: start it anew"
        )


def _cache() -> Path:
    given = os.environ.get("XDG_CACHE_HOME", "")
    return Path(given) if Path(given).is_absolute() else Path.home() / ".cache"


def digest_of(files: dict[str, bytes]) -> str:
    """What a bundle with these files is called."""
    whole = hashlib.sha256()
    for name, content in sorted(files.items()):
        whole.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return whole.hexdigest()


def _digest(folder: Path) -> str:
    return digest_of(_files(folder))


def _files(folder: Path) -> dict[str, bytes]:
    """What lies below a folder, without what Python makes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
