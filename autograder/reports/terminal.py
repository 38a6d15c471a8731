"""Results for people at a terminal: a line each, and the sentence that explains it."""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from autograder.results import Document, SubmissionResult

STYLES = {"passed": "green", "failed": "red", "blocked": "yellow", "errored": "magenta"}
MARKS = {"passed": "✓", "failed": "✗", "blocked": "·", "errored": "!"}


def class_list(document: Document) -> Iterable[Text]:
    """For each submission a line with its score, and one with the sentence that explains it."""
    graded = {result.submission: result for result in document.results}
    failed = {failure.submission: failure for failure in document.failures}
    names = sorted({*graded, *failed})
    width = max(len(short(name)) for name in names) if names else 0
    for name in names:
        head = Text(f"{short(name):{width}}  ", "bold")
        if name in graded:
            yield Text.assemble(head, *_score(graded[name]))
            yield Text(f"    {graded[name].summary}")
            for notice in graded[name].notices[:1]:
                yield Text(f"    {notice}", "dim")
        else:
            yield Text.assemble(head, ("not graded", "magenta"))
        if name in failed:
            yield Text(f"    {failed[name].reason}")


def _score(result: SubmissionResult) -> tuple[tuple[str, str], ...]:
    full = result.score == result.max_score
    style = "green" if full else "red" if not result.score else "yellow"
    score = f"{result.score:g}/{result.max_score:g}"
    return (f"{score:>7}", style), (f"  {result.assignment}, {result.duration_s:.1f} s", "dim")


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
        _print(submission_report(document.results[0]), console)
    else:
        _print(class_list(document), console)


def _print(lines: Iterable[Text], console: Console) -> None:
    for line in lines:
        # a file's name or a student's message may hold what a terminal obeys
        line.plain = "".join(c if c.isprintable() or c == "\n" else "�" for c in line.plain)
        console.print(line, soft_wrap=True)
