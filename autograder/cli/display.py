"""What is drawn on standard error: a bar, and a line for each submission in flight."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleDimensions, ConsoleRenderable, Group
from rich.control import Control
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.segment import ControlType, Segment, SegmentLines
from rich.table import Table
from rich.text import Text

from autograder.cli.log import one_line
from autograder.cli.pace import Pace, clock_time
from autograder.reports.places import folder_names

MOST_LINES = 8
MOST_BAR = 24  # columns

Drawing = Iterator[ConsoleRenderable]
Draw = Callable[[ConsoleDimensions], Drawing]
Raised = tuple[type[BaseException] | None, BaseException | None, TracebackType | None]


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
