"""A check cell that nbgrader runs: its result is a number, and nothing comes on stderr.

nbgrader takes a cell's result for the points it earns, when the plain text of it is a number,
any stderr for an error that costs all of them, and a cell without a result for all points.
It runs notebooks without a sandbox: the student's code could print any number it likes.
"""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from typing import Any

from autograder.results import CheckResult


def is_running() -> bool:
    """Whether nbgrader runs this notebook, for `nbgrader autograde` or `nbgrader validate`."""
    return bool(os.environ.get("NBGRADER_EXECUTION"))


class Credit:
    """The result of a cell `check("my_rmse")`: points to nbgrader, a report to people."""

    def __init__(self, results: tuple[CheckResult, ...], html: str) -> None:
        self._points = float(round(sum(result.score for result in results), 6))
        self._html = html

    def __repr__(self) -> str:
        return repr(self._points)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """What Jupyter asks for; formgrader and feedback show the HTML."""
        return {"text/plain": repr(self), "text/html": self._html}


@contextmanager
def nothing_on_stderr() -> Iterator[None]:
    """What is written to stderr inside comes on stdout; logs and what C code writes are left out.

    Log handlers keep the stream that they found when they were made, hence no logs at all.
    """
    disabled, descriptor = logging.root.manager.disable, os.dup(2)
    logging.disable(logging.CRITICAL)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    try:
        with redirect_stderr(sys.stdout):
            yield
    finally:
        os.dup2(descriptor, 2)
        os.close(descriptor)
        logging.disable(disabled)
