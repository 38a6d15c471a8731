"""`autograder export nbgrader`"""

from datetime import datetime
from pathlib import Path

import click

from autograder.cli import options
from autograder.errors import UsageError

EXAMPLE = """\b
Examples:
  autograder export nbgrader results.json
  autograder export nbgrader results.json --db postgresql://grader@db.example.org/gradebook
"""


@click.command("nbgrader", epilog=EXAMPLE)
@click.argument("results", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--db",
    metavar="FILE|URL",
    help="The gradebook: a file, or an address as SQLAlchemy has it; by default gradebook.db in"
    " the course's folder.",
)
@options.course
def command(results: Path, db: str | None, course: Path | None) -> None:
    """Write scores, comments and feedback into an nbgrader course.

    overrides.csv and people.csv count when they lie beside RESULTS, due dates as course.toml has
    them, and times of handing in as nbgrader's timestamp.txt beside a notebook says.
    """
    from autograder.course import load
    from autograder.reports.nbgrader import rows, write_gradebook
    from autograder.reports.nbgrader_feedback import write_feedback
    from autograder.results import (
        Document,
        People,
        from_json,
        read_overrides,
        read_people,
        stand,
    )

    where = load(course)
    late = where.settings.late
    document = from_json(Document, results.read_bytes())
    people, overrides = results.with_name("people.csv"), results.with_name("overrides.csv")
    handed_in = _handed_in(document.results, late.time_zone)
    stubs = {
        name: where.assignment(name).stub
        for name in dict.fromkeys(result.assignment for result in document.results)
    }
    standings = stand(
        document,
        people=read_people(people) if people.is_file() else People(),
        policy=late,
        handed_in=handed_in,
        overrides=read_overrides(overrides, late.time_zone) if overrides.is_file() else (),
    )
    table = rows(document, standings.standings)
    due = {name: time for name in stubs if (time := late.due_of(name))}
    write_gradebook(
        table,
        _address(db, where.root),
        stubs,
        course_id=_course_id(where.root),
        due=due,
        handed_in=handed_in,
    )
    pages = write_feedback(table, where.root, handed_in)
    for notice in standings.notices:
        click.echo(notice)
    for standing in standings.standings:
        if standing.excused:
            click.echo(
                f"{standing.submission or standing.person} is excused, which nbgrader does not"
                " know: nothing is written for them."
            )
    for failure in document.failures:
        click.echo(f"{failure.submission} has no result, so nothing is written: {failure.reason}")
    click.echo(f"{len(table)} in the gradebook, {len(pages)} pages in {where.root / 'feedback'}")


def _handed_in(results: tuple[object, ...], time_zone: str) -> dict[str, datetime]:
    from autograder.results.late import moment

    times = {}
    for result in results:
        submission = str(getattr(result, "submission", ""))
        stamp = Path(submission).with_name("timestamp.txt")
        if stamp.is_file():
            times[submission] = moment(stamp.read_text(encoding="utf-8"), time_zone or "UTC")
    return times


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
