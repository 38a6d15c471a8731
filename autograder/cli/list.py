"""`autograder list`"""

from pathlib import Path

import click

from autograder.cli import options


@click.command(epilog="Example: autograder list --course ~/my-course")
@options.course
def command(course: Path | None) -> None:
    """List the course's assignments, each with its exercises."""
    from autograder.course import load

    where = load(course)
    click.echo(f"{where.settings.title} ({where.root})")
    for assignment in where.assignments.values():
        click.echo(f"\n{assignment.name}: {assignment.title}")
        for exercise in assignment.exercises:
            click.echo(f"  {exercise}")
