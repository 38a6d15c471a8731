"""What is happening while it happens: a bar on a terminal, plain lines elsewhere."""

import sys
from pathlib import Path
from types import TracebackType
from typing import Self

import rich.progress
from rich.console import Console

from autograder.results import Failure, SubmissionResult, Verdict

SAID_OF = {
    "namespace": "Students' code runs in namespaces of its own (sandbox: namespace).",
    "process": "Warning: the process sandbox only limits time and memory; students' code can read"
    " this machine's files (sandbox: process).",
}


class Progress:
    """Shows how many submissions are done, and what the others are at; on standard error."""

    def __init__(self, total: int, sandbox: str) -> None:
        self._total = total
        self._sandbox = sandbox
        self._done = 0
        self._console = Console(stderr=True)
        self._bar = rich.progress.Progress(
            rich.progress.BarColumn(24),
            rich.progress.MofNCompleteColumn(),
            rich.progress.TimeElapsedColumn(),
            rich.progress.TextColumn("{task.description}"),
            console=self._console,
            transient=True,
            disable=not sys.stderr.isatty(),
        )
        self._task = self._bar.add_task("", total=total)

    def __enter__(self) -> Self:
        self._console.print(SAID_OF[self._sandbox], style="dim", soft_wrap=True)
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def step(self, path: Path, step: str) -> None:
        """A submission has come to another step."""
        self._bar.update(self._task, description=f"{path.name}: {step}")

    def done(self, outcome: object) -> None:
        """A submission has its result, or none."""
        self._done += 1
        self._bar.update(self._task, completed=self._done)
        if not self._console.is_terminal:
            self._console.print(f"[{self._done}/{self._total}] {_said(outcome)}", markup=False,
                                highlight=False, soft_wrap=True)  # fmt: skip


def _said(outcome: object) -> str:
    if isinstance(outcome, SubmissionResult):
        return f"{outcome.submission}: {outcome.score:g}/{outcome.max_score:g}"
    assert isinstance(outcome, Failure)
    return f"{outcome.submission}: {outcome.reason}"


class VerdictProgress:
    """A line for every tenth verdict, and for each that is not right; on standard error."""

    def __init__(self) -> None:
        self._done = 0
        self._console = Console(stderr=True)

    def __call__(self, verdict: Verdict, total: int) -> None:
        """Another verdict has come."""
        self._done += 1
        if verdict.right and self._done % 10 and self._done != total:
            return
        where = "/".join(filter(None, [verdict.assignment, verdict.exercise]))
        line = f"{where} {verdict.kind} {verdict.name}: {verdict.problem or 'right'}"
        self._console.print(
            f"[{self._done}/{total}] {line}", markup=False, highlight=False, soft_wrap=True
        )
        if self._done == total:
            self._done = 0
