"""`autograder image`"""

import click

from autograder.cli.options import write_json


@click.group(epilog="Example: autograder image build")
def command() -> None:
    """Build the image that students' code runs in, and say what is in it.

    With podman or docker, whichever is there; AUTOGRADER_ENGINE names one of the two. The image
    belongs to this version of the autograder: after an update it is built again.
    """


@command.command(epilog="Example: autograder image build --base debootstrap")
@click.option(
    "--base",
    default="",
    metavar="IMAGE",
    help="An image with this version of Python to build on; by default the official one."
    " “debootstrap” makes a base from Debian's packages, where no image can be pulled.",
)
def build(base: str) -> None:
    """Build the image. Grading with --sandbox container then uses it."""
    from autograder.sandbox import engines, image

    digest = image.build(engines.find(), base, say=click.echo)
    click.echo(f"Built {image.name()}, {digest}.")


@command.command(epilog="Example: autograder image sbom > sbom.cdx.json")
def sbom() -> None:
    """Write what is in the image to standard output: a bill of materials, CycloneDX 1.6 in JSON."""
    from autograder.sandbox import bill, engines

    write_json("-", bill.of_materials(engines.find()))
