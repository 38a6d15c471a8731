"""`@check`: what turns a pytest test function into a check with points and a hint."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

Test = TypeVar("Test", bound=Callable[..., Any])
MARK = "__check__"


@dataclass(frozen=True)
class Check:
    """What a check is besides its code."""

    points: float
    exercise: str
    hint: str = ""
    public: bool | None = None
    depends_on: tuple[str, ...] = ()
    timeout: float | None = None


def check(
    *,
    points: float,
    exercise: str,
    hint: str = "",
    public: bool | None = None,
    depends_on: Sequence[str] | str = (),
    timeout: float | None = None,
) -> Callable[[Test], Test]:
    """Make a test function a check. The first line of its docstring is its title.

    Args:
        points: what a pass is worth; a check earns all of its points or none.
        exercise: the name that the student has to define. It must be there, or the
            check is `blocked`.
        hint: shown when the check fails: a question or a nudge, not the answer.
        public: whether students can run it themselves. By default, so in a file
            named `test_public.py` and not elsewhere.
        depends_on: names of checks that must have passed, or the check is `blocked`.
        timeout: seconds of the student's own computing; by default the course's
            `limits.check_s`.

    Raises:
        ValueError: for negative points, or a test without a docstring.
    """
    if points < 0:
        raise ValueError(f"a check of {exercise} has {points} points; expected 0 or more")
    names = (depends_on,) if isinstance(depends_on, str) else tuple(depends_on)

    def mark(test: Test) -> Test:
        if not inspect.getdoc(test):
            raise ValueError(
                f"check {test.__name__} has no docstring; its first line is what students read"
            )
        setattr(test, MARK, Check(points, exercise, hint, public, names, timeout))
        return test

    return mark


def check_of(test: Any) -> Check | None:
    """The check that a test function was made into, if any."""
    return getattr(test, MARK, None)


def title_of(test: Any) -> str:
    """First line of the test's docstring."""
    return (inspect.getdoc(test) or "").partition("\n")[0].strip()
