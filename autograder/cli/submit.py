"""`autograder submit`"""

import sys
from pathlib import Path

import click

from autograder.cli import options
from autograder.errors import UsageError

EXAMPLE = """\b
Examples:
  autograder submit
  autograder submit rmse_loss.ipynb --out ada_lovelace.zip
"""


@click.command(epilog=EXAMPLE)
@click.argument("notebook", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The zip file to write; by default NOTEBOOK-submission.zip beside the notebook.",
)
@click.option("--force", is_flag=True, help="Pack it whatever was found.")
@options.course
@options.sandbox
def command(
    notebook: Path | None, out: Path | None, force: bool, course: Path | None, sandbox: str
) -> None:
    """Try a notebook as grading would, and pack it for handing in.

    Without NOTEBOOK, the only one in the working directory. Trained weights beside it go along.

    Exit code 0: packed. 1: not packed, each problem named. 2: bad usage.
    """
    from autograder.course import load
    from autograder.grading.preflight import preflight
    from autograder.notebook import pack

    path = notebook or _only_one(Path.cwd())
    if not path.is_file():
        raise UsageError(f"{path} does not exist: check the name and the folder.")
    found = preflight(path, None if course is None else load(course), sandbox)
    for sentence in found.problems:
        click.echo(f"✗ {sentence}")
    for sentence in found.remarks:
        click.echo(f"· {sentence}")
    if found.problems and not force:
        click.echo("Not packed. Mend what is marked with ✗, or pack it as it is with --force.")
        sys.exit(1)
    target = out or path.with_name(f"{path.stem}-submission.zip")
    try:
        pack(found.files, target)
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror}.") from None
    names = " and ".join(file.name for file in found.files)
    click.echo(f"Packed {names} into {target}: hand in that file.")


def _only_one(folder: Path) -> Path:
    found = sorted(folder.glob("*.ipynb"))
    if len(found) == 1:
        return found[0]
    there = ", ".join(path.name for path in found) or "none"
    raise UsageError(f"Say which notebook to pack; in {folder} there are: {there}.")
