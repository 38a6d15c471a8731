"""What travels to a worker: the code of this program and what graders need of the course.

That is stubs and graders: no solution goes where it is not needed.

A bundle is named by what is in it, so that the same one is sent and unpacked once, and one that
was altered where it lies is no longer it.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import autograder
from autograder.course import Course
from autograder.engine.cluster.arrival import CODE, COURSE, digest_of
from autograder.engine.grader_keys import NOT_READ, files_below

_PACKAGE = Path(autograder.__file__).parent
_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive can hold: contents count, not dates


@dataclass(frozen=True)
class Bundle:
    """digest: names the files and their contents. content: the archive."""

    digest: str
    content: bytes


def pack(course: Course) -> Bundle:
    """Pack this program and a course."""
    files = dict(sorted([*_code(), *_course(course)]))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
    return Bundle(digest_of(files), packed.getvalue())


def _code() -> Iterator[tuple[str, bytes]]:
    for place, path in files_below(_PACKAGE):
        yield f"{CODE}/autograder/{place}", path.read_bytes()
    # where it is not part of the package, the image is described beside it
    for place, path in files_below(_PACKAGE.parent / "container"):
        yield f"{CODE}/container/{place}", path.read_bytes()


def _course(course: Course) -> Iterator[tuple[str, bytes]]:
    yield f"{COURSE}/course.toml", (course.root / "course.toml").read_bytes()
    for folder in ("assignments", "graders"):
        for place, path in files_below(course.root / folder):
            if not NOT_READ.intersection(path.relative_to(course.root / folder).parts[1:2]):
                yield f"{COURSE}/{folder}/{place}", path.read_bytes()
