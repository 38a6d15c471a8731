"""`autograder doctor`"""

import sys

import click


@click.command(epilog="Example: autograder doctor")
def command() -> None:
    """Say what this machine offers for running students' code, and what to do for more.

    Exit code 0 when a class can be graded here, 1 when only one's own code can.
    """
    from autograder.sandbox import probe

    offers = probe()
    for offer in offers:
        click.echo(f"{'yes' if offer.available else 'no ':3} {offer.name}: {offer.reason}")
        if offer.remedy:
            click.echo(f"    {offer.remedy}")
    isolating = [offer for offer in offers if offer.available and offer.name != "process"]
    sys.exit(0 if isolating else 1)
