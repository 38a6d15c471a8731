"""`autograder doctor`"""

import sys

import click

HOLDS = {
    "namespace": "for classes; the code sees no files, processes or network of this machine.",
    "container": "for classes; as namespace, and inside of a container of podman or docker.",
    "process": "for your own code; it is limited in time and memory, but can read your files.",
}


@click.command(epilog="Example: autograder doctor")
def command() -> None:
    """Say what this machine offers for running students' code, and what to do for more.

    Exit code 0 when a class can be graded here, 1 when only one's own code can.
    """
    from autograder.sandbox import probe

    offers = probe()
    click.echo("Where students' code can run on this machine:")
    for offer in offers:
        click.echo(f"{'yes' if offer.available else 'no ':3} {offer.name}: {HOLDS[offer.name]}")
        if not offer.available:
            click.echo(f"    Not here: {offer.reason}\n    {offer.remedy}")
    best = next((offer.name for offer in offers if offer.available), None)
    ready = best is not None and _say_how_it_starts(best)
    sys.exit(0 if ready and best != "process" else 1)


def _say_how_it_starts(sandbox: str) -> bool:
    """Start a student process as a grading does; say what it finds in memory."""
    from autograder.errors import SandboxError
    from autograder.sandbox import open_sandbox

    click.echo("How a submission starts:")
    try:
        with open_sandbox(sandbox) as opened:
            opened.start().kill()
            for module, reason in opened.cold.items():
                click.echo(f"cold {module}: each submission imports it for itself, since {reason}.")
    except SandboxError as error:
        click.echo(f"no   {error}")
        return False
    if not opened.cold:
        click.echo("warm with TensorFlow and Keras in memory: both are safe to fork here.")
    return True
