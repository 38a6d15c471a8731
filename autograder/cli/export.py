"""`autograder export`"""

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from autograder.cli import export_nbgrader, options
from autograder.cli.gathered import FILE, Beside, beside_options, gather, say_notices
from autograder.cli.log import one_line
from autograder.errors import UsageError

EXAMPLE = """\b
Examples:
  autograder export canvas results.json grades.csv --out filled.csv
  autograder export csv results/ > class.csv
  autograder export gradescope rmse_loss
"""
RESULTS = click.argument("results", type=click.Path(path_type=Path, exists=True))
OUT = click.option("--out", metavar="FILE|-", default="-", help="By default standard output.")
OUT_FILE = click.option("--out", metavar="FILE", required=True, help="The file to write.")
SCALE = click.option("--scale", is_flag=True, help="Where the points differ, the same share.")
ASSIGNMENT = click.option(
    "--assignment", metavar="NAME", help="Which, where there are results of several."
)
HIDDEN = click.option(
    "--hidden",
    type=click.Choice(["visible", "after_due_date", "after_published", "hidden"]),
    default="after_published",
    show_default=True,
    help="When students see the hidden checks, and with them their total.",
)


@click.group(epilog=EXAMPLE)
def command() -> None:
    """Write results as other systems want them.

    RESULTS is the file of `autograder grade --json`, or the folder of `--out`. The late policy
    of course.toml, overrides.csv and people.csv beside the results count in every format.
    """


command.add_command(export_nbgrader.command)


def _with_results(function: Callable[..., None]) -> Callable[..., None]:
    """A command on RESULTS with the options that say what they count for."""

    @wraps(function)  # with the options that it has already
    def run(
        results: Path,
        course: Path | None,
        people: Path | None,
        overrides: Path | None,
        handed_in: str | None,
        **more: Any,
    ) -> None:
        function(results, Beside(course, people, overrides, handed_in), **more)

    return RESULTS(beside_options(run))


def _read(results: Path, beside: Beside) -> tuple[Any, Any]:
    """All cases, and where everybody stands; what has to be looked at goes to standard error."""
    from autograder.reports.case import cases
    from autograder.results.load import read_results

    document = read_results(results)
    standings = gather(document, results, beside)
    say_notices(standings)
    found = cases(document, standings)
    for case in found:
        if case.failure and not case.result:
            reason = one_line(case.failure.reason)
            click.echo(f"note: {one_line(case.submission)} was not graded: {reason}", err=True)
    return found, standings


def _write(name: str, results: Path, beside: Beside, out: str) -> None:
    """One of the formats that are made of results alone."""
    from autograder.reports.exports import EXPORTS, OfClass

    export, (found, _) = EXPORTS[name], _read(results, beside)
    if isinstance(export, OfClass):
        options.write_json(out, export.write(found))
        return
    submitted = [case for case in found if case.submission]
    if len(submitted) == 1 and not Path(out).is_dir():
        options.write_json(out, export.write(submitted[0]))
    else:
        _write_each(name, submitted, export.write, export.suffix, out)


def _write_each(
    name: str, cases: list[Any], write: Callable[[Any], bytes], suffix: str, out: str
) -> None:
    from autograder.reports.places import folder_names

    if out == "-" or Path(out).is_file() or not cases:
        raise UsageError(
            f"A file of `{name}` holds one submission, and here are {len(cases)}: give the"
            " result.json of one, or --out FOLDER for a file each."
        )
    folders = folder_names([case.submission for case in cases])
    for case in cases:
        target = Path(out) / folders[case.submission]
        options.write_json(str(target.with_name(target.name + suffix)), write(case))


@command.command(epilog="Example: autograder export gradescope rmse_loss --out rmse_loss.zip")
@click.argument("name")
@options.course
@HIDDEN
@click.option("--out", metavar="FILE", help="By default NAME-gradescope.zip.")
def gradescope(name: str, course: Path | None, hidden: Any, out: str | None) -> None:
    """Make the autograder zip for Gradescope: setup.sh, run_autograder, this package, one NAME.

    It holds the checks of that assignment and what students get, and no reference.
    """
    from autograder.course import load
    from autograder.course.deploy import deployable
    from autograder.reports.gradescope_zip import gradescope_zip

    where = load(course)
    files = deployable(where, where.assignment(name))
    target = out or f"{name}-gradescope.zip"
    options.write_json(target, gradescope_zip(files, name, hidden))
    if target != "-":
        click.echo(f"Wrote {target}: upload it under Configure Autograder.")


@command.command("gradescope-results", epilog="Example:"
    " autograder export gradescope-results result.json --out results.json")  # fmt: skip
@_with_results
@HIDDEN
@OUT
def gradescope_results(results: Path, beside: Beside, hidden: Any, out: str) -> None:
    """Write Gradescope's results.json of one submission, as run_autograder does there."""
    from autograder.reports.gradescope import gradescope as write

    found = [case for case in _read(results, beside)[0] if case.submission]
    if len(found) == 1 and not Path(out).is_dir():
        options.write_json(out, write(found[0], hidden))
    else:
        _write_each("gradescope-results", found, lambda c: write(c, hidden), ".json", out)


@command.command("github-workflow", epilog="Example: autograder export github-workflow rmse_loss"
    " --repository my-university/course > .github/workflows/autograding.yml")  # fmt: skip
@click.argument("name")
@options.course
@click.option("--repository", required=True, metavar="OWNER/NAME", help="Where the course is.")
@click.option("--classroom/--no-classroom", default=True, help="Whether to tell GitHub Classroom.")
@OUT
def github_workflow(
    name: str, course: Path | None, repository: str, classroom: bool, out: str
) -> None:
    """Make the workflow that grades NAME at every push, for GitHub Classroom or alone."""
    from autograder.course import load
    from autograder.reports.github_workflow import github_workflow as write

    load(course).assignment(name)
    options.write_json(out, write(name, repository, classroom))


@command.command(epilog="Example: autograder export github results.json")
@_with_results
@click.option("--result", "result_file", envvar="GITHUB_OUTPUT", metavar="FILE",
              help="Where a step's outputs go; by default $GITHUB_OUTPUT.")  # fmt: skip
@click.option("--summary", "summary_file", envvar="GITHUB_STEP_SUMMARY", metavar="FILE",
              help="Where the job's summary goes; by default $GITHUB_STEP_SUMMARY.")  # fmt: skip
@click.option("--out", metavar="FILE|-", help="Only write the result object, as JSON.")
def github(
    results: Path,
    beside: Beside,
    result_file: str | None,
    summary_file: str | None,
    out: str | None,
) -> None:
    """In a step of GitHub Actions: annotations, the job's summary, Classroom's result."""
    from autograder.reports import github as g

    if out is not None:
        _write("github", results, beside, out)
        return
    found = [case for case in _read(results, beside)[0] if case.submission]
    for case in found:
        if summary_file:
            options.append(Path(summary_file), g.summary(case))
        for line in g.annotations(case):
            click.echo(line)
    if len(found) == 1 and result_file:
        options.append(Path(result_file), f"result={g.for_runner(g.github(found[0]))}\n")


@command.command(epilog="Example: autograder export junit results.json --out junit.xml")
@_with_results
@OUT
def junit(results: Path, beside: Beside, out: str) -> None:
    """Write JUnit XML: a suite a submission, a case a check, points as properties."""
    _write("junit", results, beside, out)


@command.command(epilog="Example: autograder export prairielearn result.json --out results.json")
@_with_results
@OUT
def prairielearn(results: Path, beside: Beside, out: str) -> None:
    """Write PrairieLearn's results.json of one submission, as an external grader does."""
    _write("prairielearn", results, beside, out)


@command.command(epilog="Example: autograder export check50 result.json")
@_with_results
@OUT
def check50(results: Path, beside: Beside, out: str) -> None:
    """Write the JSON of one submission as check50 --output json does."""
    _write("check50", results, beside, out)


@command.command(epilog="Example: autograder export csv results.json --wide --out class.csv")
@_with_results
@click.option("--wide", is_flag=True, help="A row for each person instead of for each check.")
@OUT
def csv(results: Path, beside: Beside, wide: bool, out: str) -> None:
    """Write the class as a table, with a row for each check."""
    _write("csv-wide" if wide else "csv", results, beside, out)


@command.command(epilog="Example: autograder export parquet results.json --out class.parquet")
@_with_results
@OUT_FILE
def parquet(results: Path, beside: Beside, out: str) -> None:
    """Write the class as Parquet, with a row for each check; needs autograder[parquet]."""
    _write("parquet", results, beside, out)


@command.command(epilog="Example: autograder export canvas results.json grades.csv --out new.csv")
@_with_results
@click.argument("gradebook", type=FILE)
@ASSIGNMENT
@click.option("--column", metavar="HEADING", help="By default the one named like the assignment.")
@SCALE
@OUT_FILE
def canvas(
    results: Path,
    beside: Beside,
    gradebook: Path,
    assignment: str | None,
    column: str | None,
    scale: bool,
    out: str,
) -> None:
    """Fill in the GRADEBOOK that Canvas exported, for importing it there.

    Exit code 1: somebody could not be filled in, each named with the reason; all others were.
    """
    from autograder.reports.canvas import canvas as fill
    from autograder.reports.case import only_assignment

    chosen = only_assignment(_read(results, beside)[1], assignment)
    _finish(out, *fill(chosen, gradebook, column, scale))


@command.command(epilog="Example: autograder export moodle results.json Grades.csv --out new.csv")
@_with_results
@click.argument("worksheet", type=FILE)
@ASSIGNMENT
@click.option("--column", metavar="HEADING", help="By default Grade, or Bewertung.")
@SCALE
@click.option("--feedback", is_flag=True, help="Fill in the feedback comments, too.")
@OUT_FILE
def moodle(
    results: Path,
    beside: Beside,
    worksheet: Path,
    assignment: str | None,
    column: str | None,
    scale: bool,
    feedback: bool,
    out: str,
) -> None:
    """Fill in the grading WORKSHEET that Moodle exported, for uploading it there.

    Exit code 1: somebody could not be filled in, each named with the reason; all others were.
    """
    from autograder.reports.case import only_assignment
    from autograder.reports.moodle import moodle as fill

    found, standings = _read(results, beside)
    chosen = only_assignment(standings, assignment)
    _finish(out, *fill(chosen, worksheet, column, scale, found if feedback else ()))


def _finish(out: str, content: bytes, notes: list[str]) -> None:
    options.write_json(out, content)
    for note in notes:
        click.echo(f"note: {one_line(note)}", err=True)
    sys.exit(1 if notes else 0)
