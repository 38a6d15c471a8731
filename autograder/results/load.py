"""Results read back: one file, or the folders that `grade --out` wrote."""

from pathlib import Path

from autograder.errors import UsageError
from autograder.results.records import Document, SubmissionResult, from_json

RESULT_FILE = "result.json"


def read_results(path: Path) -> Document:
    """The document in a file, one submission's `result.json`, or all of those in a folder.

    Raises:
        UsageError: there are none, or the file holds something else.
    """
    if path.is_dir():
        files = sorted(path.rglob(RESULT_FILE))
        if not files:
            raise UsageError(
                f"{path}: no results there; expected the folder that `autograder grade --out` wrote"
                " or the file of `autograder grade --json`."
            )
        return Document(results=tuple(from_json(SubmissionResult, _read(file)) for file in files))
    text = _read(path)
    try:
        return from_json(Document, text)
    except UsageError:
        try:
            return Document(results=(from_json(SubmissionResult, text),))
        except UsageError as error:
            raise UsageError(
                f"{path} holds no results; expected what `autograder grade --json` wrote. {error}"
            ) from None


def beside(results: Path, name: str) -> Path | None:
    """The file of that name beside the results; None when there is none."""
    path = (results if results.is_dir() else results.parent) / name
    return path if path.is_file() else None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None
