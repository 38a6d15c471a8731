"""Results for people at a terminal: a line each, and the sentence that explains it."""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from autograder.reports.case import sentence
from autograder.results import Document, Standing, Standings, SubmissionResult

STYLES = {"passed": "green", "failed": "red", "blocked": "yellow", "errored": "magenta"}
MARKS = {"passed": "✓", "failed": "✗", "blocked": "·", "errored": "!"}
NOTHING = Standings(())


def class_list(document: Document, standings: Standings = NOTHING) -> Iterable[Text]:
    """For each submission a line with its score, and one with the sentence that explains it.

    Where something changed the score, lines that say what, and what counts in the end.
    """
    stands = {one.submission: one for one in standings.standings if one.submission}
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
        if name in stands:
            yield from final(stands[name])
    for absent in (one for one in standings.standings if not one.submission):
        yield Text(f"{absent.name or absent.person}  handed in nothing", "bold")
        yield from final(absent)


def final(standing: Standing) -> Iterable[Text]:
    """What changed a score, a line each, and what counts in the end; nothing when nothing did."""
    for adjustment in standing.adjustments:
        yield Text(f"    {sentence(adjustment)}", "cyan")
    if standing.excused:
        yield Text("    excused: does not count", "bold cyan")
    elif standing.score != standing.graded:
        yield Text(f"    counts: {standing.score:g}/{standing.max_score:g}", "bold cyan")


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


def print_document(document: Document, console: Console, standings: Standings = NOTHING) -> None:
    """The table of a class, or the whole report where there is a single submission."""
    if len(document.results) == 1 and not document.failures:
        _print(submission_report(document.results[0]), console)
        for standing in standings.standings:
            _print(final(standing), console)
    else:
        _print(class_list(document, standings), console)


def _print(lines: Iterable[Text], console: Console) -> None:
    for line in lines:
        # a file's name or a student's message may hold what a terminal obeys
        line.plain = "".join(c if c.isprintable() or c == "\n" else "�" for c in line.plain)
        console.print(line, soft_wrap=True)
