"""`autograder cache`"""

import click

from autograder.errors import UsageError

EXAMPLE = """\b
Examples:
  autograder cache size
  autograder cache prune --older-than 60 --max-size 500
  autograder cache verify
"""
MB = 10**6


@click.group(epilog=EXAMPLE)
def command() -> None:
    """Say what is kept of earlier gradings, check it, or remove it.

    A result is kept under everything that it depends on, so that the same code is graded again
    only where its checks, its limits or what is installed have changed. It is kept in
    $XDG_CACHE_HOME/autograder/results, by default in ~/.cache; nothing there is needed.
    """


@command.command(epilog="Example: autograder cache size")
def size() -> None:
    """Say how much is kept, and where."""
    from autograder.engine.cache import Cache

    cache = Cache()
    click.echo(f"{_amount(*cache.size())}, in {cache.folder}.")


@command.command(epilog="Example: autograder cache prune --older-than 60")
@click.option("--older-than", "days", type=click.FloatRange(min=0), metavar="DAYS",
              help="Remove what was not used for so many days.")  # fmt: skip
@click.option("--max-size", "megabytes", type=click.IntRange(min=0), metavar="MB",
              help="Remove the least recently used until so many megabytes are left.")  # fmt: skip
def prune(days: float | None, megabytes: int | None) -> None:
    """Remove results, those that were not used for longest first."""
    from autograder.engine.cache import Cache

    if days is None and megabytes is None:
        raise UsageError(
            "`autograder cache prune` needs to know what to remove: give --older-than DAYS,"
            " --max-size MB or both; --max-size 0 removes everything."
        )
    cache = Cache()
    removed = cache.prune(days, None if megabytes is None else megabytes * MB)
    click.echo(f"Removed {_amount(*removed)}; this leaves {_amount(*cache.size())}.")


@command.command(epilog="Example: autograder cache verify")
def verify() -> None:
    """Read all that is kept; remove what is damaged.

    What is removed will be graded anew when it is next handed in.
    """
    from autograder.engine.cache import Cache

    good, removed = Cache().verify()
    click.echo(f"{_results(good)} in order, {len(removed)} damaged and removed.")


def _results(count: int) -> str:
    return f"{count} result{'' if count == 1 else 's'}"


def _amount(count: int, size: int) -> str:
    return f"{_results(count)}, {size / MB:.1f} MB"
