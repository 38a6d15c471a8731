"""One folder a submission, each written whole or not at all."""

import os
import tempfile
from pathlib import Path

from autograder.errors import UsageError
from autograder.reports.terminal import submission_report
from autograder.results import SubmissionResult, to_json


def folder_names(submissions: list[str]) -> dict[str, Path]:
    """A relative folder for each submission: its path below what all of them share."""
    absolute = {name: Path(name).absolute() for name in submissions}
    shared = Path(os.path.commonpath([path.parent for path in absolute.values()] or [Path("/")]))
    return {name: path.relative_to(shared).with_suffix("") for name, path in absolute.items()}


def write_folder(result: SubmissionResult, folder: Path) -> None:
    """Write `report.txt`, `output.txt`, pictures and `result.json` into `folder`.

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
            for file, content in _files(result).items():
                (fresh / file).write_bytes(content)
            if not folder.exists():
                fresh.rename(folder)
                return
            for file in _files(result):
                (fresh / file).replace(folder / file)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}.") from None


def _files(result: SubmissionResult) -> dict[str, bytes]:
    lines = (text.plain for text in submission_report(result))
    return {
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
