"""`autograder release`"""

import sys
from pathlib import Path

import click

from autograder.cli import options


@click.command(epilog="Example: autograder release rmse_loss && autograder release --check")
@click.argument("names", nargs=-1, metavar="[NAME…]")
@click.option("--check", "check_only", is_flag=True, help="Write nothing; exit 1 if one is stale.")
@options.course
def command(names: tuple[str, ...], check_only: bool, course: Path | None) -> None:
    """Make both notebooks of each assignment from its reference."""
    from autograder.course import load, release, stale

    where = load(course)
    chosen = [where.assignment(name) for name in names] or list(where.assignments.values())
    if not check_only:
        for assignment in chosen:
            for path in release(assignment):
                click.echo(f"wrote {path.relative_to(where.root)}")
        return
    complaints = [line for assignment in chosen for line in stale(assignment)]
    for line in complaints:
        click.echo(line, err=True)
    if not complaints:
        click.echo("Fresh: " + ", ".join(assignment.name for assignment in chosen) + ".")
    sys.exit(1 if complaints else 0)
