"""What is happening while it happens: drawn on a terminal, plain lines elsewhere."""

import logging
import threading
from pathlib import Path
from typing import Self

import click
from rich.console import ConsoleDimensions
from rich.text import Text

from autograder.cli.display import Display, Drawing, Raised, bar, cut, flight_lines
from autograder.cli.log import one_line
from autograder.cli.pace import Pace
from autograder.results import Failure, SubmissionResult, Verdict

SAID_OF = {
    "namespace": "Students' code runs in namespaces of its own (sandbox: namespace).",
    "container": "Students' code runs in a container, in namespaces of its own (sandbox:"
    " container).",
    "process": "Warning: the process sandbox only limits time and memory; students' code can read"
    " this machine's files (sandbox: process).",
}

quiet_option = click.option(
    "-q", "--quiet", is_flag=True, help="Say nothing while it runs but what goes wrong."
)
_log = logging.getLogger(__name__)


class Progress:
    """Shows how many submissions are done, and what the others are at; on standard error."""

    def __init__(self, total: int, sandbox: str, quiet: bool = False) -> None:
        self._sandbox = sandbox
        self._quiet = quiet
        self._lock = threading.Lock()
        self._steps: dict[Path, str] = {}
        self._pace: Pace[Path] = Pace(total)
        self._display = Display(quiet, self._draw)

    def __enter__(self) -> Self:
        _log.info("%d to grade, sandbox %s", self._pace.total, self._sandbox)
        if not self._quiet or self._sandbox == "process":
            self._display.say(SAID_OF[self._sandbox], "dim")
        self._display.__enter__()
        return self

    def __exit__(self, *error: *Raised) -> None:
        self._display.__exit__(*error)
        _log.info("%s", self._pace.summary())
        if self._display.is_plain and self._pace.done:
            self._display.say(self._pace.summary())

    def step(self, path: Path, step: str) -> None:
        """A submission has come to another step; called from several threads."""
        _log.debug("%s: %s", path, step)
        with self._lock:
            self._steps[path] = step
            self._pace.begin(path)

    def news(self, sentence: str) -> None:
        """Something about the machines that grade."""
        if not self._quiet:
            self._display.say(one_line(sentence), "dim")

    def done(self, outcome: SubmissionResult | Failure) -> None:
        """A submission has its result, or none."""
        _log_outcome(outcome)
        if isinstance(outcome, SubmissionResult) and outcome.errored:
            return  # it is not final, and the failure that says so comes, too
        path, cached = Path(outcome.submission), _is_cached(outcome)
        failed = isinstance(outcome, Failure)
        with self._lock:
            self._pace.end(path, graded=not (failed or cached), cached=cached)
            self._steps.pop(path, None)
        said = one_line(_said(outcome))
        if self._display.is_plain:
            counted = f"[{self._pace.done}/{self._pace.total}]"
            self._display.say(f"{counted} {one_line(outcome.submission)}: {said}")
        elif self._display.is_drawn and failed:
            name = cut(one_line(outcome.submission), max(20, self._display.console.width // 2))
            self._display.say(f"{name}: {said}", "red")

    def _draw(self, size: ConsoleDimensions) -> Drawing:
        with self._lock:
            head, flying = bar(self._pace, size.width), self._pace.in_flight()
            steps = [self._steps[path] for path, _ in flying]
        yield head
        yield from flight_lines(flying, steps, size)


class VerdictProgress:
    """Shows how many answers are judged, and each that is not judged right; on standard error.

    Where there is no terminal, every tenth that is right gets a line, too.
    """

    def __init__(self, sandbox: str, quiet: bool = False) -> None:
        self._sandbox = sandbox
        self._lock = threading.Lock()
        self._last = ""
        self._wrong = self._done = 0
        self._pace: Pace[None] = Pace(0)
        self._display = Display(quiet, self._draw)

    def __enter__(self) -> Self:
        _log.info("answers are judged, sandbox %s", self._sandbox)
        self._display.__enter__()
        return self

    def __exit__(self, *error: *Raised) -> None:
        self._display.__exit__(*error)
        _log.info("answers judged: %d, not as they should be: %d", self._done, self._wrong)

    def __call__(self, verdict: Verdict, total: int) -> None:
        """Another verdict has come."""
        where = "/".join(filter(None, [verdict.assignment, verdict.exercise]))
        name = f"{where} {verdict.kind} {verdict.name}"
        line = f"{name}: {verdict.problem or 'right'}"
        level = logging.INFO if verdict.right else logging.WARNING
        _log.log(level, "%s in %.2f s", line, verdict.duration_s)
        done = self._count(verdict, total, name)
        if not verdict.right or (self._display.is_plain and (done % 10 == 0 or done == total)):
            self._display.say(f"[{done}/{total}] {line}", "" if verdict.right else "red")

    def _count(self, verdict: Verdict, total: int, name: str) -> int:
        """How many of this round have come."""
        with self._lock:
            if self._pace.total and self._pace.done == self._pace.total:
                self._pace = Pace(0)
            self._last = name
            self._done += 1
            self._wrong += not verdict.right
            self._pace.total = total
            # nobody tells which answers are in flight: it is as if one came after the other
            self._pace.end(None)
            self._pace.begin(None)
            return self._pace.done

    def _draw(self, size: ConsoleDimensions) -> Drawing:
        with self._lock:
            head, last = bar(self._pace, size.width), self._last
        yield head
        if last:
            yield Text(f"  {cut(one_line(last), size.width - 2)}", no_wrap=True)


def _said(outcome: SubmissionResult | Failure) -> str:
    if isinstance(outcome, Failure):
        return outcome.reason
    return f"{outcome.score:g}/{outcome.max_score:g}"


def _is_cached(outcome: SubmissionResult | Failure) -> bool:
    return isinstance(outcome, SubmissionResult) and outcome.cached


def _log_outcome(outcome: SubmissionResult | Failure) -> None:
    if isinstance(outcome, Failure):
        _log.warning("%s: %s", outcome.submission, outcome.reason)
        return
    source = ", from the cache" if _is_cached(outcome) else ""
    _log.info("%s: %s in %.2f s%s", outcome.submission, _said(outcome), outcome.duration_s, source)
