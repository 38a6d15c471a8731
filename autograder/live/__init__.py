"""The student's own notebook: public checks on the names that it defines, shown as a panel."""

from typing import Any

from autograder.live.place import shell
from autograder.live.public_checks import PublicChecks

check = PublicChecks()


def load_ipython_extension(ipython: Any) -> None:
    """Make `%check` known, for `%load_ext autograder`."""
    check.attach(ipython)


# Whoever imports `check` in a notebook may write `%check` as well.
if (_here := shell()) is not None:
    check.attach(_here)

__all__ = ["check", "load_ipython_extension"]
