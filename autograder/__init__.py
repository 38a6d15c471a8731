"""Exercises and automatic grading for deep-learning courses.

    from autograder import grade
    document = grade("submissions/")

    from autograder import check        # in a notebook
    check("my_rmse")                    # or %check my_rmse, after %load_ext autograder

Names are imported when they are first used: this package is also what the sandboxed
student process imports, and that one must stay small.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.course import load as load_course
    from autograder.course import release
    from autograder.engine.batch import grade
    from autograder.engine.verify import verify
    from autograder.errors import AutograderError, NotebookError, SandboxError, UsageError
    from autograder.live import check, load_ipython_extension
    from autograder.results import CheckResult, Document, SubmissionResult

__all__ = [
    "AutograderError",
    "CheckResult",
    "Document",
    "NotebookError",
    "SandboxError",
    "SubmissionResult",
    "UsageError",
    "check",
    "grade",
    "load_course",
    "load_ipython_extension",
    "release",
    "verify",
]

_HOMES = {
    "AutograderError": "errors",
    "CheckResult": "results",
    "Document": "results",
    "NotebookError": "errors",
    "SandboxError": "errors",
    "SubmissionResult": "results",
    "UsageError": "errors",
    "check": "live",
    "grade": "engine",
    "load_course": "course:load",
    "load_ipython_extension": "live",
    "release": "course",
    "verify": "engine",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'autograder' has no attribute {name!r}")
    home, _, original = _HOMES[name].partition(":")
    return getattr(import_module(f"autograder.{home}"), original or name)


def __dir__() -> list[str]:
    return sorted(__all__)
