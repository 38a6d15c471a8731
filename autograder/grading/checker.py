"""What pytest does differently when it grades: fixtures, outcomes, and the accounting.

A `Checker` is registered with pytest for one session. Whatever happens in that session,
`results` has exactly one record for every check that was collected.
"""

import time
from collections.abc import Callable, Generator, Mapping
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pytest
from msgspec.structs import replace

from autograder.errors import AutograderError, UsageError
from autograder.grading import seeds
from autograder.grading.checks import Check, check_of, title_of
from autograder.grading.evidence import Evidence, collecting
from autograder.grading.failures import legible
from autograder.grading.outcomes import CheckBlocked, CheckEnded, CheckFailed
from autograder.grading.remote import Remote, Student, Transport, library
from autograder.grading.weights import Weights
from autograder.results import CheckResult, Outcome

if TYPE_CHECKING:  # reading notebooks is not what checks in a running one wait for
    from autograder.notebook import WeightsFile

# what a check's own code raises when a student's value is not of the kind that it works with
UNFIT = (TypeError, ValueError, AttributeError, LookupError, ArithmeticError, MemoryError)
NOT_REPORTED = "The check did not report an outcome, which is our fault."


class Side(Transport, Protocol):
    """Where the student's objects are: a sandboxed process, or the running notebook."""

    def ready(self, seed: int, timeout: float | None, trials: np.random.Generator) -> None:
        """Begin a check: seeded, with the check's time ahead, and what to draw trials from."""

    def why_missing(self, exercise: str) -> str | None:
        """Why an exercise's name is not defined; None when it is."""


class Checker:
    """The pytest plugin of one grading session."""

    def __init__(
        self,
        side: Side,
        seed: int,
        *,
        exercises: frozenset[str] | None = None,
        public_only: bool = False,
        first_failure: bool = False,
        known: Mapping[str, CheckResult] | None = None,
        weights: "WeightsFile | None" = None,
        progress: Callable[[str], None] = lambda title: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._side = side
        self._seed = seed
        self._exercises = exercises
        self._public_only = public_only
        self._first_failure = first_failure
        self._progress = progress
        self._clock = clock
        self._known = known or {}
        self._weights = weights
        self._collected: dict[str, pytest.Function] = {}
        self._results: dict[str, CheckResult] = {}

    # -- fixtures ---------------------------------------------------------------------------

    @pytest.fixture
    def student(self) -> Student:
        """What the submission defines, by name."""
        return Student(self._side)

    @pytest.fixture
    def rng(self, request: pytest.FixtureRequest) -> np.random.Generator:
        """Fresh random numbers for this check; the student process cannot foresee them."""
        return seeds.for_checks(self._seed, request.node.name)

    @pytest.fixture
    def keras(self) -> Remote:
        """Keras, in the student process."""
        return library(self._side, "keras")

    @pytest.fixture
    def pandas(self) -> Remote:
        """pandas, in the student process."""
        return library(self._side, "pandas")

    @pytest.fixture
    def numpy_there(self) -> Remote:
        """NumPy, in the student process."""
        return library(self._side, "numpy")

    @pytest.fixture
    def weights(self) -> Weights:
        """Trained weights that came with the submission, if any."""
        return Weights(self._side, self._weights)

    # -- what pytest calls ------------------------------------------------------------------

    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Keep the checks that are asked for, public ones first."""
        kept = sorted((item for item in items if self._is_wanted(item)), key=self._is_hidden)
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """From here on, every check that is left (after `-k` and the like) must report.

        Those whose result is known need not run for that.
        """
        for item in session.items:
            if isinstance(item, pytest.Function) and check_of(item.function):
                if item.name in self._collected:
                    raise UsageError(f"Two checks are called {item.name}: rename one of them.")
                self._collected[item.name] = item
        self._results |= {k: v for k, v in self._known.items() if k in self._collected}
        done = {*self._collected} - {*self._asked_for()} | {*self._results}
        session.items[:] = [item for item in session.items if item.name not in done]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Announce the check, collect what it measures and shows, and see that it has a record."""
        if item.name not in self._collected:
            return (yield)
        self._progress(title_of(self._collected[item.name].function))
        started = self._clock()
        with collecting() as evidence:
            answer = yield
        self._results[item.name] = self._record(
            item.name, self._clock() - started, evidence, *item.stash.get(ENDED, UNREPORTED)
        )
        if self._first_failure and self._results[item.name].outcome == "failed":
            item.session.shouldfail = "the first failure was asked for"
        return answer

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Before a check: what it depends on is there, and the student process is ready."""
        if (info := self._info(item)) is None:
            return
        self._side.ready(
            seeds.for_student(self._seed, item.name),
            info.timeout,
            seeds.for_checks(self._seed, f"{item.name}, trials"),
        )
        if (reason := self._side.why_missing(info.exercise)) is not None:
            raise CheckBlocked(reason)
        for name in info.depends_on:
            needed = self._results.get(name)
            if needed is not None and needed.outcome != "passed":
                raise CheckBlocked(f"This waits until “{needed.title}” passes.")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Work out a check's outcome, and tell pytest in the student's words."""
        report = yield
        if (info := self._info(item)) is None:
            return report
        if call.excinfo is None:
            if call.when == "call":
                item.stash[ENDED] = ("passed", "", "")
            return report
        public = self._is_public(item, info)
        outcome, message = outcome_of(call.excinfo.value, public)
        item.stash[ENDED] = (outcome, message, _trace(call.excinfo))
        if isinstance(call.excinfo.value, CheckEnded):
            report.longrepr = f"{title_of(self._collected[item.name].function)}\n{message}" + (
                f"\nHint: {info.hint}" if info.hint else ""
            )
        return report

    # -- results ----------------------------------------------------------------------------

    def results(self) -> tuple[CheckResult, ...]:
        """One record for each check that was collected; what did not report is our error."""
        return tuple(
            self._results.get(name) or self._record(name, 0.0, Evidence(), *UNREPORTED)
            for name in self._asked_for()
        )

    def _asked_for(self) -> list[str]:
        """The names of the checks, down to the first that failed where no more is asked for."""
        names = list(self._collected)
        for place, name in enumerate(names):
            known = self._results.get(name)
            if self._first_failure and known is not None and known.outcome == "failed":
                return names[: place + 1]
        return names

    def _record(
        self,
        name: str,
        seconds: float,
        evidence: Evidence,
        outcome: Outcome,
        message: str,
        trace: str,
    ) -> CheckResult:
        item = self._collected[name]
        info = check_of(item.function)
        assert info is not None
        passed = outcome == "passed"
        public = self._is_public(item, info)
        return CheckResult(
            id=name,
            exercise=info.exercise,
            title=title_of(item.function),
            points=info.points,
            score=info.points if passed else 0.0,
            outcome=outcome,
            # a student's text may be in it
            message=legible(message),
            hint="" if passed else info.hint,
            public=public,
            duration_s=round(max(0.0, seconds), 3),
            trace=legible(trace),
            measures=evidence.measures,
            pictures=tuple(evidence.pictures),
            architectures=tuple(
                a if public else replace(a, expected=()) for a in evidence.architectures
            ),
        )

    def _info(self, item: pytest.Item) -> Check | None:
        found = self._collected.get(item.name)
        return None if found is None else check_of(found.function)

    def _is_wanted(self, item: pytest.Item) -> bool:
        info = check_of(item.function) if isinstance(item, pytest.Function) else None
        if info is None:
            return True
        return (self._exercises is None or info.exercise in self._exercises) and (
            not self._public_only or self._is_public(item, info)
        )

    def _is_hidden(self, item: pytest.Item) -> bool:
        info = check_of(item.function) if isinstance(item, pytest.Function) else None
        return info is not None and not self._is_public(item, info)

    @staticmethod
    def _is_public(item: pytest.Item, info: Check) -> bool:
        return item.path.name == "test_public.py" if info.public is None else info.public


ENDED = pytest.StashKey[tuple[Outcome, str, str]]()
UNREPORTED: tuple[Outcome, str, str] = ("errored", NOT_REPORTED, "")


def _trace(error: pytest.ExceptionInfo[BaseException]) -> str:
    """Where a check's own code stopped, when that was not by a statement about the answer."""
    if isinstance(error.value, CheckEnded):
        return ""
    last = error.traceback[-1]
    return f"{last.path}:{last.lineno + 1}: {error.typename}: {error.value}"[:1_000]


def outcome_of(error: BaseException, public: bool) -> tuple[Outcome, str]:
    """What an exception in a check means for the student.

    A check's own code that stumbles over a student's value (None where a pair was due) is
    the student's failure: references and variants prove that right answers do not cause it.
    What else goes wrong is ours.
    """
    if isinstance(error, CheckBlocked):
        return "blocked", error.text(public)
    if isinstance(error, CheckFailed):
        return "failed", error.text(public)
    if isinstance(error, AssertionError):
        return "failed", str(error).partition("\nassert ")[0] or "This does not hold."
    if isinstance(error, AutograderError):
        return "errored", str(error)
    if isinstance(error, MemoryError):
        return "failed", (
            "What your code gave is too large for this check to work with: look at the sizes of"
            " its arrays."
        )
    if isinstance(error, UNFIT):
        return "failed", (
            "Your result is not of the kind that this check works with"
            f" ({type(error).__name__}): look at its type, shape and number of parts."
        )
    return "errored", f"The check itself broke ({type(error).__name__}: {error})."
