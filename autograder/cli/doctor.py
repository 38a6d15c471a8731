"""`autograder doctor`"""

import sys

import click

HOLDS = {
    "namespace": "for classes; the code sees no files, processes or network of this machine.",
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
    isolating = [offer for offer in offers if offer.available and offer.name != "process"]
    sys.exit(0 if isolating else 1)
