"""`check`: what students call in their notebook."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.live import nbgrader
from autograder.live.memory import Memory, answer_of
from autograder.live.nbgrader import Credit
from autograder.live.place import Place, shell
from autograder.live.report import Checked, Report
from autograder.live.run import public_checks, run_public
from autograder.results import CheckResult


class PublicChecks:
    """Run the public checks of an exercise on what the notebook defines now, and show them.

    The checks are those of `test_public.py` beside the notebook. Nothing of the notebook's own is
    changed: not its names, and not its random numbers.

    Example:
        >>> from autograder import check
        >>> check("my_rmse")        # or: %check my_rmse
        >>> check.all()             # or: %check
        >>> check("my_rmse").passed
    """

    def __init__(self) -> None:
        self._memory = Memory()
        self._shown: dict[str, tuple[Report, Place, dict[str, str]]] = {}
        self._is_attached = False

    def __call__(self, exercise: str) -> Report | Credit:
        """Check one exercise.

        Args:
            exercise: the name that it asks for, e.g. "my_rmse".

        Returns:
            What came of it; true when every check passed. Where nbgrader runs the notebook,
            the points for it.

        Raises:
            UsageError: when there is no `test_public.py` here, or no check of that name in it.
        """
        return self._check(exercise, _namespace(inspect.currentframe()))

    def all(self) -> Report | Credit:
        """Check every exercise; see `__call__`."""
        return self._check(None, _namespace(inspect.currentframe()))

    def attach(self, to: Any) -> None:
        """Give an IPython shell `%check`, and look after each cell for answers that changed."""
        if not self._is_attached:
            self._is_attached = True
            to.register_magic_function(self._magic, "line", "check")
            to.events.register("post_run_cell", self._look)

    def _magic(self, line: str) -> Report | Credit:
        """`%check my_rmse`; `%check` alone checks every exercise."""
        names = line.replace(",", " ").split()
        namespace = shell().user_ns
        reports = [self._check(name.strip("\"'()"), namespace) for name in names]
        return reports[-1] if reports else self._check(None, namespace)

    def _check(self, exercise: str | None, namespace: dict[str, Any]) -> Report | Credit:
        if nbgrader.is_running():
            with nbgrader.nothing_on_stderr():
                report, _ = self._report(exercise, namespace)
            return Credit(report.checks, report.bundle()["text/html"])
        place = Place()
        report, answers = self._report(exercise, namespace, place.wait)
        place.show(report)
        if place.can_change:
            self._shown |= dict.fromkeys(answers, (report, place, answers))
        return report

    def _report(
        self,
        exercise: str | None,
        namespace: dict[str, Any],
        progress: Callable[[str], None] = lambda title: None,
    ) -> tuple[Report, dict[str, str]]:
        """What comes of checking, and what the answers were."""
        tests = public_checks(Path.cwd())
        results = run_public(exercise, namespace, tests.parent, progress)
        names = dict.fromkeys(result.exercise for result in results)
        answers = {name: answer_of(namespace, name) for name in names}
        exercises = []
        for name in names:
            own = tuple(result for result in results if result.exercise == name)
            before = self._memory.take_in(tests, name, answers[name], own)
            due = [result.id for result in own if self._hint_is_due(tests, result)]
            exercises.append(Checked(name, own, before, frozenset(due)))
        return Report(tuple(exercises), whole=exercise is None), answers

    def _hint_is_due(self, tests: Path, result: CheckResult) -> bool:
        # what nbgrader keeps is read later, when there is no second time
        if nbgrader.is_running():
            return result.outcome == "failed"
        return self._memory.failed_again(tests, result)

    def _look(self, *_: object) -> None:
        """Say on a report that an answer in it is another one now."""
        namespace = shell().user_ns
        for report, place, answers in {id(one): one for one in self._shown.values()}.values():
            now = {name: answer_of(namespace, name) for name in answers}
            place.show(report, frozenset(name for name in answers if now[name] != answers[name]))


def _namespace(frame: Any) -> dict[str, Any]:
    """The notebook's names; outside a notebook those of the calling module."""
    here = shell()
    names: dict[str, Any] = here.user_ns if here else frame.f_back.f_globals
    return names
