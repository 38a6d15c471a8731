"""The other transport: checks on the names of the notebook that is running.

Here the student's code and the checks share a process, so a pass proves nothing to anyone
but the student; that is what public checks are for. The result that counts comes from a
sandboxed run.
"""

import inspect
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.errors import UsageError
from autograder.grading import seeds
from autograder.grading.checker import Checker
from autograder.grading.failures import failure_from
from autograder.grading.outcomes import student_error
from autograder.results import CheckResult
from autograder.student import Session

PYTEST = ("-p", "no:cacheprovider", "-p", "no:terminal", "-c", "/dev/null", "-s",
          "--import-mode=importlib", "--assert=plain")  # fmt: skip
MARKS = {"passed": "✓", "failed": "✗", "blocked": "·", "errored": "!"}


class LiveSide:
    """A transport (see `remote.Transport`) to a namespace in this very process."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._session = Session(namespace)

    def ready(self, seed: int, timeout: float | None, trials: np.random.Generator) -> None:
        """Seed; a check's time limit does not apply to someone sitting in front of it."""
        self.request("release", "")
        self.request("seed", "", value=seed)

    def request(self, operation: str, label: str, **arguments: Any) -> Any:
        """Ask the namespace; see `remote.Transport`."""
        reply = self._session.answer({"op": operation, **arguments})
        if "error" in reply:
            raise student_error(operation, label, failure_from(reply["error"]))
        return reply["value"]

    def why_missing(self, exercise: str) -> str | None:
        """Why an exercise's name is not defined; None when it is."""
        if exercise in self._session.namespace:
            return None
        return f"{exercise} is not defined yet: run the cell that defines it."


def check(exercise: str) -> None:
    """Run the public checks of an exercise on what the notebook defines now, and print them.

    The checks are those of `test_public.py` beside the notebook.

    Args:
        exercise: the name that the exercise asks for, e.g. "my_rmse".

    Raises:
        UsageError: when there is no `test_public.py` here, or no check of that name in it.

    Example:
        >>> from autograder import check
        >>> check("my_rmse")
    """
    frame = inspect.currentframe()
    caller = frame.f_back.f_globals if frame and frame.f_back else {}
    print(report(exercise, run_public(exercise, _namespace(caller))))  # noqa: T201


def run_public(
    exercise: str, namespace: dict[str, Any], folder: Path | None = None
) -> tuple[CheckResult, ...]:
    """Results of the public checks of `exercise` on the names in `namespace`.

    Raises:
        UsageError: when there is no `test_public.py` in `folder`, or no such check in it.
    """
    tests = (folder or Path.cwd()) / "test_public.py"
    if not tests.is_file():
        raise UsageError(
            f"There is no test_public.py in {tests.parent}: it comes with the notebook and has to"
            " lie beside it."
        )
    checker = Checker(
        LiveSide(namespace),
        seeds.fresh_seed(),
        exercises=frozenset([exercise]),
        public_only=True,
    )
    with _random_state_kept():
        here = tests.parent
        options = [f"--rootdir={here}", f"--confcutdir={here}"]
        pytest.main([*PYTEST, *options, str(tests)], plugins=[checker])
    results = checker.results()
    if not results:
        raise UsageError(
            f"{tests.name} has no check of {exercise!r}: look at the spelling, or at whether the"
            " file belongs to this notebook."
        )
    return results


def report(exercise: str, results: tuple[CheckResult, ...]) -> str:
    """The results as plain text: each title, and where it fails the symptom and the hint."""
    lines = []
    for result in results:
        lines.append(f"{MARKS[result.outcome]} {result.title}")
        if result.outcome != "passed":
            lines.extend(f"    {line}" for line in result.message.splitlines())
            if result.hint and result.outcome == "failed":
                lines.append(f"    Hint: {result.hint}")
    passed = sum(result.outcome == "passed" for result in results)
    lines.append(f"{exercise}: {passed} of {len(results)} public checks pass.")
    return "\n".join(lines)


def _namespace(caller: dict[str, Any]) -> dict[str, Any]:
    """The notebook's names; outside a notebook those of the calling module."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return caller if shell is None else shell.user_ns


@contextmanager
def _random_state_kept() -> Iterator[None]:
    """Checks seed the generators; the student's own sequence goes on as if they had not."""
    python, numpy = random.getstate(), np.random.get_state()
    try:
        yield
    finally:
        random.setstate(python)
        np.random.set_state(numpy)
