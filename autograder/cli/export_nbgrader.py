"""`autograder export nbgrader`"""

from pathlib import Path

import click

from autograder.cli.gathered import Beside, beside_options, gather, say_notices
from autograder.errors import UsageError

EXAMPLE = """\b
Examples:
  autograder export nbgrader results.json
  autograder export nbgrader results.json --db postgresql://grader@db.example.org/gradebook
"""


@click.command("nbgrader", epilog=EXAMPLE)
@click.argument("results", type=click.Path(path_type=Path, exists=True))
@beside_options
@click.option(
    "--db",
    metavar="FILE|URL",
    help="The gradebook: a file, or an address as SQLAlchemy has it; by default gradebook.db in"
    " the course's folder.",
)
def command(
    results: Path,
    course: Path | None,
    people: Path | None,
    overrides: Path | None,
    handed_in: str | None,
    db: str | None,
) -> None:
    """Write scores, comments and feedback into nbgrader's gradebook and folders.

    What people entered in formgrader stays. Exit code 1: somebody was left out, each named with
    the reason; all others were written.
    """
    from autograder.course import load
    from autograder.reports.nbgrader import rows, write_gradebook
    from autograder.reports.nbgrader_feedback import write_feedback
    from autograder.results import handed_in as times
    from autograder.results.load import read_results

    where = load(course)
    late = where.settings.late
    document = read_results(results)
    standings = gather(document, results, Beside(where.root, people, overrides, handed_in))
    say_notices(standings)
    table = rows(document, standings.standings)
    stamps = times.of_nbgrader(document, late.time_zone)
    names = list(dict.fromkeys(row.standing.assignment for row in table))
    write_gradebook(
        table,
        _address(db, where.root),
        {name: where.assignment(name).stub for name in names},
        course_id=_course_id(where.root),
        due={name: time for name in names if (time := late.due_of(name))},
        handed_in=stamps,
    )
    pages = write_feedback(table, where.root, stamps)
    for standing in standings.standings:
        if standing.excused:
            click.echo(
                f"note: {standing.submission or standing.person} is excused, which nbgrader does"
                " not know: nothing is written for them.",
                err=True,
            )
    graded = {result.submission for result in document.results}
    left_out = [failure for failure in document.failures if failure.submission not in graded]
    for failure in left_out:
        click.echo(
            f"note: {failure.submission} has no result, so nothing is written: {failure.reason}",
            err=True,
        )
    click.echo(f"{len(table)} in the gradebook, {len(pages)} pages in {where.root / 'feedback'}")
    if left_out:
        raise SystemExit(1)


def _address(db: str | None, root: Path) -> str:
    if db and "://" in db:
        return db
    return f"sqlite:///{(Path(db) if db else root / 'gradebook.db').absolute()}"


def _course_id(root: Path) -> str:
    """The course's id in nbgrader, as its configuration has it."""
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config
    from traitlets.config.loader import PyFileConfigLoader

    config = Config()
    if (root / "nbgrader_config.py").is_file():
        try:
            config = PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
        except Exception as error:
            raise UsageError(f"{root / 'nbgrader_config.py'} cannot be used: {error}.") from None
    return str(CourseDirectory(config=config).course_id or "default_course")
