"""What came of checking: an object to look at, and to use."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.live import panel, text
from autograder.live.memory import Before
from autograder.results import CheckResult


@dataclass(frozen=True)
class Checked:
    """One exercise and its public checks."""

    exercise: str
    checks: tuple[CheckResult, ...]
    before: Before
    hints: frozenset[str]
    """Names of the checks whose hint is due."""

    @property
    def passed(self) -> bool:
        """Whether every check passed."""
        return self.count == len(self.checks)

    @property
    def waits_for(self) -> str:
        """Why none of its checks could be made, where that is the same for all; else nothing."""
        said = {check.message if check.outcome == "blocked" else "" for check in self.checks}
        return said.pop() if len(said) == 1 else ""

    @property
    def count(self) -> int:
        """How many checks passed."""
        return sum(check.outcome == "passed" for check in self.checks)


class Report:
    """What `check` returns: true when everything passed, and shown as a panel.

    >>> check("my_rmse").passed
    False
    """

    def __init__(self, exercises: tuple[Checked, ...], whole: bool) -> None:
        self._exercises = exercises
        self._whole = whole
        self._shown_in: object = None

    @property
    def passed(self) -> bool:
        """Whether every check passed."""
        return all(one.passed for one in self._exercises)

    @property
    def checks(self) -> tuple[CheckResult, ...]:
        """The result of each check; see `CheckResult`."""
        return tuple(check for one in self._exercises for check in one.checks)

    @property
    def exercises(self) -> Mapping[str, bool]:
        """Whether every check passed, by exercise."""
        return {one.exercise: one.passed for one in self._exercises}

    @property
    def is_whole(self) -> bool:
        """Whether it is about all exercises of the notebook."""
        return self._whole

    def __bool__(self) -> bool:
        return self.passed

    def __iter__(self) -> Iterator[Checked]:
        return iter(self._exercises)

    def __repr__(self) -> str:
        return f"<{text.total(self)}>"

    def bundle(self, outdated: frozenset[str] = frozenset()) -> dict[str, str]:
        """What a notebook shows, by kind; `outdated` names answers that have changed since."""
        return {
            "text/plain": text.report(self, outdated),
            "text/html": panel.html(self, outdated),
        }

    def shown_in(self, cell: object) -> None:
        """It has appeared already, while `cell` ran."""
        self._shown_in = cell

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return self.bundle()

    def _ipython_display_(self) -> None:
        """As the last value of the cell that it was made in, it stands there already."""
        from autograder.live import place  # noqa: PLC0415 - only where there is IPython

        if self._shown_in is None or self._shown_in != place.running_cell():
            place.Place().show(self)
