"""One folder a submission, each written whole or not at all, and the page of the class."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from autograder.errors import UsageError
from autograder.reports.about import About
from autograder.reports.class_page import class_page
from autograder.reports.places import free_name
from autograder.reports.submission_page import submission_page
from autograder.reports.terminal import submission_report
from autograder.results import Document, SubmissionResult, to_json

PAGE = "report.html"


def write_class(document: Document, out: Path, folders: Mapping[str, Path], about: About) -> Path:
    """Write the page of the class beside the submissions' folders, and say where it is.

    Raises:
        UsageError: it cannot be written.
    """
    page = out / free_name("index.html", folders.values())
    addresses = {
        result.submission: quote(f"{folders[result.submission].as_posix()}/{PAGE}")
        for result in document.results
    }
    content = class_page(document, addresses, about)
    fresh = page.with_name(f".{page.name}.new")
    try:
        out.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(content)
        fresh.replace(page)
    except OSError as error:
        raise UsageError(f"{page} cannot be written: {error.strerror}.") from None
    return page


def write_folder(result: SubmissionResult, folder: Path, about: About | None = None) -> None:
    """Write `report.html`, `report.txt`, `output.txt`, pictures and `result.json` into `folder`.

    A new folder appears as a whole; in one that is there, each file is replaced as a whole,
    `result.json` last.

    Raises:
        UsageError: the folder cannot be written.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as name:
            fresh = Path(name) / folder.name
            fresh.mkdir()
            files = _files(result, about or About())
            for file, content in files.items():
                (fresh / file).write_bytes(content)
            if not folder.exists():
                fresh.rename(folder)
                return
            for file in files:
                (fresh / file).replace(folder / file)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}.") from None
    except ValueError:  # a zero byte in a name
        raise UsageError(f"{str(folder)!r} cannot be the name of a folder.") from None


def _files(result: SubmissionResult, about: About) -> dict[str, bytes]:
    lines = (text.plain for text in submission_report(result))
    return {
        PAGE: submission_page(result, about),
        "report.txt": ("\n".join(lines) + "\n").encode(),
        "output.txt": result.output.encode(errors="replace"),
        **_pictures(result),
        "result.json": to_json(result),
    }


def _pictures(result: SubmissionResult) -> dict[str, bytes]:
    return {
        f"{check.id}-{number}.png": picture.png
        for check in result.checks
        for number, picture in enumerate(check.pictures, 1)
    }
