"""Results for people at a terminal: a line each, and the sentence that explains it."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.results import Document, Failure, SubmissionResult

STYLES = {"passed": "green", "failed": "red", "blocked": "yellow", "errored": "magenta"}
MARKS = {"passed": "✓", "failed": "✗", "blocked": "·", "errored": "!"}


def class_table(document: Document) -> Table:
    """One row for each submission: its name, score, time, and the sentence that explains it."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading, justify in (("submission", "left"), ("assignment", "left"), ("score", "right"),
                             ("time", "right"), ("why", "left")):  # fmt: skip
        table.add_column(heading, justify=justify, overflow="fold")  # type: ignore[arg-type]
    graded = {result.submission: result for result in document.results}
    failed = {failure.submission: failure for failure in document.failures}
    for name in sorted({*graded, *failed}):
        table.add_row(*(_row(graded[name]) if name in graded else _unrated(failed[name])))
    return table


def _row(result: SubmissionResult) -> tuple[Text, ...]:
    full = result.score == result.max_score
    style = "green" if full else "red" if not result.score else "yellow"
    return (
        Text(short(result.submission)),
        Text(result.assignment),
        Text(f"{result.score:g}/{result.max_score:g}", style),
        Text(f"{result.duration_s:.1f} s", "dim"),
        Text(result.summary),
    )


def _unrated(failure: Failure) -> tuple[Text, ...]:
    return (
        Text(short(failure.submission)), Text("–"), Text("–", "magenta"), Text(""),
        Text(failure.reason),
    )  # fmt: skip


def short(path: str) -> str:
    """The last part of a path, as one would say it."""
    return path.rpartition("/")[2]


def submission_report(result: SubmissionResult) -> Iterable[Text]:
    """Everything about one submission, check by check."""
    yield Text(f"{short(result.submission)} · {result.assignment} · "
               f"{result.score:g} of {result.max_score:g} points", "bold")  # fmt: skip
    exercise = None
    for check in result.checks:
        if check.exercise != exercise:
            exercise = check.exercise
            yield Text(f"\n{exercise}", "bold")
        yield Text.assemble(
            (f"  {MARKS[check.outcome]} ", STYLES[check.outcome]),
            f"{check.title} ",
            (f"({check.score:g}/{check.points:g})", "dim"),
        )
        if check.outcome != "passed":
            for line in check.message.splitlines():
                yield Text(f"      {line}")
            if check.hint and check.outcome == "failed":
                yield Text(f"      Hint: {check.hint}", "italic")
    if result.notices:
        yield Text("\nNotices", "bold")
        for notice in result.notices:
            yield Text(f"  {notice}")
    yield Text(
        f"\nseed {result.seed} · sandbox {result.sandbox} · {result.duration_s:.1f} s", "dim"
    )


def print_document(document: Document, console: Console) -> None:
    """The table of a class, or the whole report where there is a single submission."""
    if len(document.results) == 1 and not document.failures:
        for text in submission_report(document.results[0]):
            console.print(text, soft_wrap=True)
    else:
        console.print(class_table(document))
