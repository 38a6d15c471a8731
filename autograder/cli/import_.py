"""`autograder import`"""

from pathlib import Path

import click

from autograder.cli import options
from autograder.errors import UsageError

EXAMPLE = """\b
Examples:
  autograder import ../old/source/ps1/problem1.ipynb
  autograder import ../otter/hw01.ipynb --name regression
"""


@click.command("import", epilog=EXAMPLE)
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option("--name", help="Of the assignment; by default the notebook's.")
@options.course
def command(path: Path, name: str | None, course: Path | None) -> None:
    """Bring over an assignment of nbgrader or Otter, and say what needs a hand.

    PATH is the instructor's notebook, with solutions and tests in it, or a folder of such
    notebooks, each of which becomes an assignment.
    """
    from autograder.course import load
    from autograder.course.importing import bring

    where = load(course)
    notebooks = sorted(path.glob("*.ipynb")) if path.is_dir() else [path]
    if not notebooks:
        raise UsageError(f"{path} has no notebook in it.")
    if name and len(notebooks) > 1:
        raise UsageError(f"{path} has {len(notebooks)} notebooks, and --name names one assignment.")
    for notebook in notebooks:
        try:
            brought = bring(where, notebook, name)
        except UsageError as error:
            if len(notebooks) == 1:
                raise
            click.echo(f"{notebook.name}: {error}")
            continue
        click.echo(
            f"{brought.name}: {len(brought.exercises)} exercises"
            f" ({', '.join(brought.exercises)}), {brought.checks} checks,"
            f" {brought.points:g} points, from {brought.system}"
        )
        for file in brought.written:
            click.echo(f"wrote {file.relative_to(where.root)}")
        if brought.remarks:
            click.echo(f"What needs a hand (also in graders/{brought.name}/IMPORT.md):")
        for remark in brought.remarks:
            click.echo(f"  {remark.place}: {remark.reason}")
        click.echo(f"Next: autograder verify {brought.name}")
