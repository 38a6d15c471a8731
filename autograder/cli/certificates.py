"""`autograder certificates`"""

from pathlib import Path

import click

EXAMPLE = """\b
Example:
  autograder certificates tls/
  dask scheduler --protocol tls --tls-ca-file tls/ca.pem \\
    --tls-cert tls/cert.pem --tls-key tls/key.pem
"""


@click.command(epilog=EXAMPLE)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def command(folder: Path) -> None:
    """Make what a scheduler, its workers and whoever grades with them know each other by.

    Writes ca.pem, cert.pem and key.pem. Whoever has these files may run code on the workers:
    copy them to these machines only, readable by the one user.
    """
    from autograder.engine.cluster.certificates import make

    for path in make(folder):
        click.echo(path)
