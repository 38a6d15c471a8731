"""What is happening while it happens: a bar on a terminal, plain lines elsewhere."""

import logging
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

import click
from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleDimensions, ConsoleRenderable, Group
from rich.control import Control
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.segment import ControlType, Segment, SegmentLines
from rich.table import Table
from rich.text import Text

from autograder.cli.log import one_line
from autograder.reports.folder import folder_names
from autograder.results import Failure, SubmissionResult, Verdict

SAID_OF = {
    "namespace": "Students' code runs in namespaces of its own (sandbox: namespace).",
    "process": "Warning: the process sandbox only limits time and memory; students' code can read"
    " this machine's files (sandbox: process).",
}
MOST_LINES = 8
MOST_BAR = 24  # columns

quiet_option = click.option(
    "-q", "--quiet", is_flag=True, help="Say nothing while it runs but what goes wrong."
)
_log = logging.getLogger(__name__)

Key = TypeVar("Key", bound=Hashable)
Drawing = Iterator[ConsoleRenderable]
Draw = Callable[[ConsoleDimensions], Drawing]
Raised = tuple[type[BaseException] | None, BaseException | None, TracebackType | None]


class Pace(Generic[Key]):
    """How fast submissions are graded, and how long the rest will take.

    Speed is how many are in flight on average, by how long a real grading flies: start-up does
    not count, nor do results that were known already. `clock` tells seconds.
    """

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.total = total
        self.done = 0
        self.cached = 0
        self._clock = clock
        self._start = self._now = clock()
        self._since: dict[Key, float] = {}
        self._busy_s = self._flown_s = 0.0  # with any in flight; of all in flight together
        self._graded, self._graded_s = 0, 0.0

    def begin(self, key: Key) -> None:
        """Something is in flight, if it was not yet."""
        self._pass()
        self._since.setdefault(key, self._now)

    def end(self, key: Key, *, graded: bool = True, cached: bool = False) -> None:
        """It is done; `graded` when it really was, `cached` when its result was known."""
        self._pass()
        self.done += 1
        self.cached += cached
        since = self._since.pop(key, None)
        if since is not None and graded:
            self._graded += 1
            self._graded_s += self._now - since

    def in_flight(self) -> list[tuple[Key, float]]:
        """What is in flight and for how many seconds, longest first."""
        now = self._clock()
        return [(key, now - since) for key, since in self._since.items()]

    @property
    def elapsed_s(self) -> float:
        """Seconds since the beginning."""
        return self._clock() - self._start

    @property
    def per_minute(self) -> float | None:
        """How many are graded in a minute; None until one was."""
        if not self._graded_s:
            return None
        return 60 * self._at_once * self._graded / self._graded_s

    @property
    def left_s(self) -> float | None:
        """Seconds until all are done, if the rest has to be graded; None until one was."""
        if not self._graded_s:
            return None
        each_s, left = self._graded_s / self._graded, self.total - self.done
        flown_s = sum(min(seconds, each_s) for _, seconds in self.in_flight())
        return max(0.0, left * each_s - flown_s) / max(1.0, min(self._at_once, left))

    def summary(self) -> str:
        """How long it took, in a line."""
        of = "" if self.done == self.total else f" of {self.total}"
        text = f"{self.done}{of} submission{'s'[: self.total != 1]} in {spoken(self.elapsed_s)}"
        if self.done > 1:
            text += f", {spoken(self.elapsed_s / self.done)} each"
        return text + (f"; {self.cached} of them from the cache" if self.cached else "")

    @property
    def _at_once(self) -> float:
        return self._flown_s / self._busy_s

    def _pass(self) -> None:
        before, self._now = self._now, self._clock()
        if self._since:
            self._busy_s += self._now - before
            self._flown_s += (self._now - before) * len(self._since)


class _Live(Live):
    """Also leaves nothing behind when its terminal is made narrower, and so wraps its lines."""

    def __init__(self, console: Console, draw: Draw) -> None:
        self._draw = draw
        self._widths: list[int] = []  # of the lines to draw
        self._drawn: list[int] = []  # of those that stand there
        super().__init__(console=console, transient=True, redirect_stdout=False)

    def get_renderable(self) -> SegmentLines:
        """See `Live`."""
        lines = self.console.render_lines(Group(*self._draw(self.console.size)), pad=False)
        self._widths = [Segment.get_line_length(line) for line in lines]
        return SegmentLines(lines, new_lines=True)

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        """See `Live`; to its way back to the first line, add the rows that came by wrapping."""
        with self._lock:
            width = self.console.width
            rows = sum(max(0, drawn - 1) // width for drawn in self._drawn)
            self._drawn = [min(drawn, width) for drawn in self._widths]
            back, *others = super().process_renderables(renderables)
        up = ((ControlType.CURSOR_UP, 1), (ControlType.ERASE_IN_LINE, 2))
        return [back, Control(*up * rows), *others]


class Display:
    """Standard error: on a terminal what `draw` gives for its size, below the lines that stay."""

    def __init__(self, quiet: bool, draw: Draw) -> None:
        # FORCE_COLOR, TTY_INTERACTIVE and the like must not put escape codes into a file
        terminal = sys.stderr.isatty()
        self.console = Console(stderr=True, force_terminal=terminal)
        self.is_drawn = terminal and self.console.is_interactive and not quiet
        self.is_plain = not self.is_drawn and not quiet
        self._live: AbstractContextManager[object] = nullcontext()
        if self.is_drawn:
            self._live = _Live(self.console, draw)

    def __enter__(self) -> Self:
        self._live.__enter__()
        return self

    def __exit__(self, *error: *Raised) -> None:
        self._live.__exit__(*error)

    def say(self, text: str, style: str = "") -> None:
        """Print something that stays."""
        harmless = "\n".join(map(one_line, text.splitlines()))
        self.console.print(Text(harmless, style), soft_wrap=True)


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


def bar(pace: Pace[Any], width: int) -> Table:
    """How much is done, how fast, since when and how long still; in one line."""
    facts = [f"{pace.done}/{pace.total or '?'}"]
    if pace.per_minute is not None:
        facts.append(f"{pace.per_minute:.{0 if pace.per_minute >= 10 else 1}f} a minute")
    facts.append(clock_time(pace.elapsed_s))
    if pace.left_s is not None:
        facts.append(f"{clock_time(pace.left_s)} left")
    text = Text("  ".join(facts), no_wrap=True, overflow="ellipsis")
    room = max(1, min(MOST_BAR, width - text.cell_len - 2))
    line = Table.grid(padding=(0, 1))
    line.add_row(ProgressBar(pace.total or None, pace.done, width=room), text)
    return line


def flight_lines(
    flying: Sequence[tuple[Path, float]], steps: Sequence[str], size: ConsoleDimensions
) -> Iterator[Text]:
    """A line for each in flight with its age in seconds, as far as the terminal has room."""
    most = max(1, min(MOST_LINES, size.height - 3))
    names = _names([path for path, _ in flying])
    column = min(max(8, size.width // 2 - 6), max(map(cell_len, names), default=0))
    for name, (_, age_s), step in [*zip(names, flying, steps, strict=True)][:most]:
        cell = set_cell_size(cut(name, column), column)
        line = f"  {cell} {clock_time(age_s):>5}  {one_line(step)}"
        yield Text(line, no_wrap=True, overflow="ellipsis")
    if len(flying) > most:
        yield Text(f"  and {len(flying) - most} more", no_wrap=True)


def _names(paths: Sequence[Path]) -> list[str]:
    """The file name of each, with folders where several have the same."""
    with_folders = folder_names([str(path) for path in paths])
    often = Counter(path.name for path in paths)
    return [
        one_line(path.name if often[path.name] == 1 else with_folders[str(path)]) for path in paths
    ]


def cut(text: str, width: int) -> str:
    """Text for so many columns of a terminal; of a longer one, the middle is left out."""
    if cell_len(text) <= width:
        return text
    tail = (width - 1) // 2
    head = width - 1 - tail
    first, last = text[:head], text[len(text) - tail :]
    while cell_len(first) > head:
        first = first[:-1]
    while cell_len(last) > tail:
        last = last[1:]
    return f"{first}…{last}"


def clock_time(seconds: float) -> str:
    """A duration as 0:05, 12:05 or 1:02:05."""
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def spoken(seconds: float) -> str:
    """A duration as 0.45 s, 12 s, 5 min 12 s or 2 h 5 min."""
    if seconds < 10:
        return f"{round(seconds, 2):.2g} s"
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minute} min"
    return f"{minute} min {second} s" if minute else f"{second} s"
