"""`autograder new`"""

from pathlib import Path

import click

from autograder.cli import options


@click.command(epilog="Example: autograder new attention")
@click.argument("name")
@options.course
def command(name: str, course: Path | None) -> None:
    """Start a new assignment: a reference, its checks, and answers to test them with."""
    from autograder.course import load, new

    where = load(course)
    for path in new(where, name):
        click.echo(f"wrote {path.relative_to(where.root)}")
    click.echo(f"Next: autograder verify {name}")
