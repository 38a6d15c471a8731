"""Run the public checks beside a notebook on the names that it defines now."""

import difflib
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from _pytest.config import default_plugins

from autograder.course.outline import of_checks
from autograder.errors import UsageError
from autograder.grading import seeds
from autograder.grading.checker import Checker
from autograder.grading.session import LEFT_OUT, run_checks
from autograder.live.side import LiveSide
from autograder.live.untouched import left_as_it_was
from autograder.results import CheckResult

PUBLIC_CHECKS = "test_public.py"
# what the student's code prints belongs into the cell's output, and what lies around the notebook
# is none of our business
OPTIONS = ("-p", "no:capture", "--disable-plugin-autoload", "--noconftest")

for _plugin in default_plugins:  # so that the first check does not have to wait for pytest
    if _plugin not in LEFT_OUT:
        import_module(f"_pytest.{_plugin}")


def public_checks(folder: Path) -> Path:
    """The file of the public checks in a folder.

    Raises:
        UsageError: there is none.
    """
    tests = folder / PUBLIC_CHECKS
    if not tests.is_file():
        raise UsageError(
            f"There is no {PUBLIC_CHECKS} in {folder}: it comes with the notebook and has to"
            " lie beside it."
        )
    return tests


def run_public(
    exercise: str | None,
    namespace: dict[str, Any],
    folder: Path,
    progress: Callable[[str], None] = lambda title: None,
) -> tuple[CheckResult, ...]:
    """Results of the public checks of `exercise` on the names in `namespace`.

    Args:
        exercise: its name; None for those of all exercises.
        namespace: of the notebook; nothing in it is changed.
        folder: where the file of the checks is.
        progress: called with each check's title before it is run.

    Raises:
        UsageError: when there is no `test_public.py` in `folder`, or no such check in it.
    """
    tests = public_checks(folder)
    only = None if exercise is None else frozenset([exercise])
    checker = Checker(
        LiveSide(namespace),
        seeds.fresh_seed(),
        exercises=only,
        public_only=True,
        progress=progress,
    )
    modules = set(sys.modules)
    try:
        with left_as_it_was(), _without_full_collections():
            run_checks(checker, [tests], "The public checks", *OPTIONS)
    finally:
        # the next time, the file may be another one
        for name in set(sys.modules) - modules:
            if (getattr(sys.modules[name], "__file__", None) or "").endswith(PUBLIC_CHECKS):
                del sys.modules[name]
    results = checker.results()
    if not results:
        raise UsageError(_unknown(exercise, tests))
    return results


@contextmanager
def _without_full_collections() -> Iterator[None]:
    """Leave the collector's look at all of Keras, which takes 0.3 s, to a later cell."""
    young, middle, old = gc.get_threshold()
    gc.set_threshold(young, middle, max(old, 1000))
    try:
        yield
    finally:
        gc.set_threshold(young, middle, old)


def _unknown(exercise: str | None, tests: Path) -> str:
    if exercise is None:
        return f"{tests} has no check in it: get the file anew from where the notebook came from."
    known = of_checks(tests)
    if nearest := difflib.get_close_matches(exercise, known, n=1):
        return f"{tests.name} has no check of {exercise!r}; did you mean {nearest[0]!r}?"
    return (
        f"{tests.name} has no check of {exercise!r}; it has those of {', '.join(known)}."
        " Does the file belong to this notebook?"
    )
