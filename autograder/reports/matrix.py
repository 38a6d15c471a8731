"""The matrix of `verify`: a row an exercise, and what became of its answers."""

from collections.abc import Iterable, Iterator

from rich.table import Table
from rich.text import Text

from autograder.results import Spread, Threshold, Verdict, Verification

KINDS = ("reference", "stub", "mutant", "variant")
HEADINGS = ("reference", "stub", "mutants killed", "variants passed", "longest")
WHOLE = ""


def matrix(verification: Verification) -> Table:
    """Rows are exercises (and whole assignments), columns kinds of answers: right of all."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("assignment")
    table.add_column("exercise")
    for heading in HEADINGS:
        table.add_column(heading, justify="right")
    for (assignment, exercise), verdicts in _rows(verification).items():
        longest = max(verdict.duration_s for verdict in verdicts)
        cells = [_cell([v for v in verdicts if v.kind == kind]) for kind in KINDS]
        table.add_row(assignment, exercise or "(all)", *cells, Text(f"{longest:.1f} s", "dim"))
    return table


def markdown(verification: Verification) -> Iterator[str]:
    """The same as lines of Markdown, with what is not right below it."""
    yield "## Are the graders right? " + ("Yes." if verification.holds else "No.")
    yield f"\n| assignment | exercise | {' | '.join(HEADINGS)} |\n|---|---|{'--:|' * len(HEADINGS)}"
    for (assignment, exercise), verdicts in _rows(verification).items():
        longest = max(verdict.duration_s for verdict in verdicts)
        cells = [_cell([v for v in verdicts if v.kind == kind]).plain for kind in KINDS]
        yield f"| {assignment} | {exercise or '(all)'} | {' | '.join(cells)} | {longest:.1f} s |"
    yield ""
    for problem in problem_lines(verification):
        yield f"- {' '.join(problem.split())}"


def _rows(verification: Verification) -> dict[tuple[str, str], list[Verdict]]:
    rows: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in verification.verdicts:
        rows.setdefault((verdict.assignment, verdict.exercise or WHOLE), []).append(verdict)
    return rows


def _cell(verdicts: list[Verdict]) -> Text:
    if not verdicts:
        return Text("")
    right = sum(verdict.right for verdict in verdicts)
    return Text(f"{right}/{len(verdicts)}", "green" if right == len(verdicts) else "bold red")


def threshold_table(thresholds: Iterable[Threshold]) -> Table:
    """What each threshold asks for, what right and wrong answers reach, and both margins."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("check", "measure"):
        table.add_column(heading)
    for heading in ("asked", "reference", "its margin", "fails", "best wrong answer", "its margin"):
        table.add_column(heading, justify="right")
    for threshold in thresholds:
        best = threshold.best_mutant
        wrong = (best[0], f"{best[1]:.3g}") if best else ("–", "–")
        table.add_row(
            threshold.check,
            threshold.measure,
            f"{'≥' if threshold.direction == 'at_least' else '≤'} {threshold.threshold:g}",
            _spread(threshold.reference),
            f"{threshold.reference_margin:.1f} σ",
            f"{threshold.expected_failures:.1e}",
            *wrong,
        )
    return table


def _spread(spread: Spread) -> str:
    return f"{spread.mean:.4g} ± {spread.deviation:.2g} (n = {spread.n})"


def problem_lines(verification: Verification) -> Iterable[str]:
    """A line for each verdict that is not right."""
    for verdict in verification.verdicts:
        if not verdict.right:
            where = "/".join(filter(None, [verdict.assignment, verdict.exercise]))
            yield f"{where}, {verdict.kind} {verdict.name}: {verdict.problem}"
    yield from verification.uncalibrated
