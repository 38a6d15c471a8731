"""What a notebook finds in its namespace without importing it, doing nothing here."""

import builtins
import sys
from typing import Any


class Inert:
    """`get_ipython()`, `check` and whatever they give: accepts everything, does nothing."""

    user_ns: dict[str, Any] = {}  # noqa: RUF012 - what notebooks read, never written here

    def __getattr__(self, name: str) -> Any:
        return self

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Do nothing."""
        return self


def notebook_names() -> dict[str, Any]:
    """The names to start a notebook's namespace with."""
    return {
        "__name__": "__main__",
        "__builtins__": builtins,
        "get_ipython": Inert,
        "display": lambda *things, **options: None,
        "In": [""],
        "Out": {},
    }


def silence_checks() -> None:
    """`from autograder import check` works here as in a notebook, and checks nothing."""
    package: Any = sys.modules["autograder"]
    package.check = package.load_ipython_extension = Inert()
