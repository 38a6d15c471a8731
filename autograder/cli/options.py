"""Options that several verbs share, declared once."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from autograder.errors import UsageError

if TYPE_CHECKING:
    from autograder.engine.cluster.settings import ClusterSettings

Command = TypeVar("Command", bound=Callable[..., Any] | click.Command)

course = click.option(
    "--course",
    type=click.Path(path_type=Path, file_okay=False),
    help="The course's folder; by default the working directory or one above it.",
)
sandbox = click.option(
    "--sandbox",
    type=click.Choice(["auto", "namespace", "container", "process"]),
    default="auto",
    show_default=True,
    help="Where students' code runs; `autograder doctor` says what this machine offers.",
)
gpus = click.option(
    "--gpus",
    metavar="all|WHICH",
    default="",
    help="GPUs that students' code may use; only with --sandbox container.",
)
jobs = click.option(
    "--jobs", type=click.IntRange(min=1), help="How many at once; by default one a core."
)
executor = click.option(
    "--executor",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Grade on this machine, or wherever a Dask scheduler has workers.",
)
scheduler = click.option(
    "--scheduler",
    metavar="ADDRESS|QUEUE",
    default="",
    help="With dask: the scheduler's address or file, or a queueing system that workers are asked"
    " of, such as slurm; by default one of its own on this machine.",
)
workers = click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="How many workers a queueing system is asked for; by default one.",
)
tls = click.option(
    "--tls",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder with ca.pem, cert.pem and key.pem for a scheduler at tls://….",
)
storage = click.option(
    "--storage",
    metavar="FOLDER|URL",
    default="",
    help="What all machines share, for pictures and output on their way: a folder, or s3://….",
)
image = click.option(
    "--image",
    metavar="DIGEST",
    default="",
    help="The image that containers on other machines must be of; by default this machine's.",
)
no_cache = click.option(
    "--no-cache",
    is_flag=True,
    help="Grade everything anew, even where the result of the same code is known.",
)


def json_option(what: str) -> Callable[[Command], Command]:
    """`--json FILE|-`"""
    return click.option(
        "--json",
        "json_file",
        metavar="FILE|-",
        help=f"Write {what} as JSON; with - to standard output, and nothing else there.",
    )


def append(path: Path, text: str) -> None:
    """Add to the end of a file."""
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None


def write_json(target: str, content: bytes) -> None:
    """Write to a file, whole or not at all, to a device or pipe, or to standard output."""
    if target == "-":
        sys.stdout.buffer.write(content)
        return
    path = Path(target)
    fresh = path.with_name(f".{path.name}.new")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)  # never replace a device by a file of its name
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None


def elsewhere(command: Command) -> Command:
    """All that says which machines grade; `cluster` makes settings of it."""
    for option in (image, storage, tls, workers, scheduler, executor):
        command = option(command)
    return command


def cluster(
    executor: str,
    scheduler: str,
    workers: int | None,
    tls: Path | None,
    storage: str,
    image: str,
) -> "ClusterSettings | None":
    """How other machines are reached; None where this one grades.

    Raises:
        UsageError: options that are for other machines only.
    """
    from autograder.engine.cluster.settings import ClusterSettings

    if executor == "dask":
        return ClusterSettings(
            scheduler=scheduler, workers=workers or 1, tls=tls, storage=storage, image=image
        )
    given = {
        "--scheduler": scheduler,
        "--workers": workers,
        "--tls": tls,
        "--storage": storage,
        "--image": image,
    }
    for name, value in given.items():
        if value:
            raise UsageError(f"{name} {value} is for --executor dask; add that, or leave it out.")
    return None
