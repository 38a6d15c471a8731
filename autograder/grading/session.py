"""One pytest session over grader files: pytest as a library.

Nothing of the machine's own settings, no files left behind, and no more of pytest's plugins than
checks can use, as each one costs time.
"""

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.grading.checker import Checker

LEFT_OUT = ("cacheprovider", "debugging", "doctest", "faulthandler", "junitxml", "legacypath",
            "logging", "pastebin", "setuponly", "setupplan", "stepwise", "subtests", "terminal",
            "threadexception", "unittest", "unraisableexception")  # fmt: skip
PYTEST = (*(word for plugin in LEFT_OUT for word in ("-p", f"no:{plugin}")),
          "-c", os.devnull, "--import-mode=importlib", "--assert=plain")  # fmt: skip
SETTINGS = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS")  # options of somebody's own tests, elsewhere
# nothing is left to run where every result was known
ENDED = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)


def run_checks(checker: Checker, files: Sequence[Path], whose: str, *options: str) -> None:
    """Run the checks in `files`, which lie in one folder.

    Args:
        checker: decides which of them, and keeps their results.
        files: test files, in the order in which they are to run.
        whose: what sentences about broken files call them, e.g. "The graders of rmse_loss".
        options: further ones for pytest.

    Raises:
        UsageError: they do not load, or pytest does not come to a proper end.
        KeyboardInterrupt: somebody did not want to wait.
    """
    complaints = CollectionErrors()
    folder = files[0].parent
    # without it, pytest runs the conftest.py of every folder above, whoever may have put it there
    cut = f"--confcutdir={folder}"
    arguments = [*PYTEST, *options, f"--rootdir={folder}", cut, *map(str, files)]
    with _without(SETTINGS):
        status = pytest.main(arguments, plugins=[checker, complaints])
    if status == pytest.ExitCode.INTERRUPTED and not complaints.found:
        raise KeyboardInterrupt
    if complaints.found:
        raise UsageError(f"{whose} do not load: {complaints.found[0]}")
    if status not in ENDED:
        raise UsageError(f"{whose}: pytest ended with {status!r}.")


@contextlib.contextmanager
def _without(names: Sequence[str]) -> Iterator[None]:
    """These environment variables are unset meanwhile."""
    before = {name: os.environ.pop(name) for name in names if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(before)


class CollectionErrors:
    """Notes graders that pytest could not import or collect."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep the last line of what went wrong, which names it."""
        if report.failed:
            lines = [line for line in str(report.longrepr).splitlines() if line.strip()]
            self.found.append(f"{report.nodeid}: {lines[-1].removeprefix('E').strip()}")
