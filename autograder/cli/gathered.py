"""Results with all that changes what they count for: people, times of handing in, overrides."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from autograder.cli import options
from autograder.cli.log import one_line
from autograder.errors import UsageError
from autograder.results import Document, LatePolicy, People, Standings

Command = TypeVar("Command", bound=Callable[..., Any] | click.Command)

FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
MODIFIED = "modified"


@dataclass(frozen=True)
class Beside:
    """The files that people keep beside the results; None: the one of the usual name, if any."""

    course: Path | None = None
    people: Path | None = None
    overrides: Path | None = None
    handed_in: str | None = None


def beside_options(command: Command) -> Command:
    """`--course`, `--people`, `--overrides`, `--handed-in`, as the keyword `beside`."""
    declared = (
        options.course,
        click.option("--people", type=FILE, help="Who is who; by default people.csv beside them."),
        click.option("--overrides", type=FILE, help="By default overrides.csv beside the results."),
        click.option(
            "--handed-in",
            metavar=f"FILE|{MODIFIED}",
            help="When each was handed in: a table, by default submissions.csv beside the"
            f" results; or “{MODIFIED}”, when the notebooks were last changed.",
        ),
    )
    for option in reversed(declared):
        command = option(command)
    return command


def gather(document: Document, results: Path | None, beside: Beside) -> Standings:
    """Where everybody stands, by the files beside the results and the course's late policy.

    Raises:
        UsageError: one of the files is not as it should be.
    """
    from autograder.results import overrides as o
    from autograder.results import people as p
    from autograder.results import read_overrides, read_people, stand

    policy = _policy(beside.course)
    everybody = beside.people or _beside(results, p.FILE_NAME)
    people = read_people(everybody) if everybody else People()
    decided = beside.overrides or _beside(results, o.FILE_NAME)
    overrides = read_overrides(decided, policy.time_zone) if decided else ()
    matters = bool(policy.due) or any(row.due for row in overrides)
    times = _times(document, people, policy, results, beside) if matters else {}
    return stand(document, people=people, policy=policy, handed_in=times, overrides=overrides)


def say_notices(standings: Standings) -> None:
    """On standard error, a line each."""
    for notice in standings.notices:
        click.echo(f"note: {one_line(notice)}", err=True)


def _policy(course: Path | None) -> LatePolicy:
    """That of the course, or of the one around the working directory; else none."""
    from autograder.course import load

    try:
        return load(course).settings.late
    except UsageError:
        if course is not None or any(
            (folder / "course.toml").is_file() for folder in (Path.cwd(), *Path.cwd().parents)
        ):
            raise
        return LatePolicy()  # results may be exported far from their course


def _times(
    document: Document, people: People, policy: LatePolicy, results: Path | None, beside: Beside
) -> dict[str, datetime]:
    from autograder.results import handed_in

    times = handed_in.of_nbgrader(document, policy.time_zone)
    if beside.handed_in == MODIFIED:
        return times | handed_in.of_files(document)
    table = Path(beside.handed_in) if beside.handed_in else _beside(results, handed_in.FILE_NAME)
    if table is None:
        return times
    return times | handed_in.read_times(table, document, people, policy.time_zone)


def _beside(results: Path | None, name: str) -> Path | None:
    from autograder.results.load import beside

    return beside(results, name) if results else None
