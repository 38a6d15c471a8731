"""The command `autograder`: one module a verb, loaded when it is called."""

import keyword
import sys
from importlib import import_module

import click

from autograder.errors import AutograderError

VERBS = {
    "grade": "Grade one notebook, or a whole class.",
    "report": "Make the HTML reports of results that are known already.",
    "export": "Write results as other systems want them: Gradescope, Canvas, Moodle, GitHub, …",
    "submit": "Try a notebook as grading would, and pack it for handing in.",
    "verify": "Prove that references pass and wrong answers do not.",
    "calibrate": "Measure what right and wrong answers reach where a check has a threshold.",
    "release": "Make the stubs from the references.",
    "new": "Start a new assignment that works as it is.",
    "import": "Bring over an assignment of nbgrader or Otter.",
    "list": "List the course's assignments and exercises.",
    "cache": "Say how much is kept of earlier gradings, and make room.",
    "image": "Build the image that students' code runs in, and say what is in it.",
    "certificates": "Make what the machines of a cluster know each other by.",
    "doctor": "Say what this machine offers for running students' code.",
}


class Verbs(click.Group):
    """A group whose verbs are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in the order in which one meets them."""
        return [*VERBS]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The verb's command, from its module."""
        if name not in VERBS:
            return None
        module = f"{name}_" if keyword.iskeyword(name) else name
        command: click.Command = import_module(f"autograder.cli.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of verbs, without importing any."""
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="autograder")
def group() -> None:
    """Exercises and automatic grading for deep-learning courses."""


def main() -> None:
    """Run the command; a fault that we know is one sentence and exit code 2."""
    try:
        group(prog_name="autograder")
    except AutograderError as error:
        click.echo(f"autograder: {error}", err=True)
        sys.exit(2)
