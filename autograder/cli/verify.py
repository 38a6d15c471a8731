"""`autograder verify`"""

import sys
from pathlib import Path

import click
from rich.console import Console

from autograder.cli import options
from autograder.cli.log import log_option, logging_to
from autograder.cli.progress import VerdictProgress, quiet_option


@click.command(epilog="Example: autograder verify rmse_loss --seeds 30")
@click.argument("names", nargs=-1, metavar="[NAME…]")
@options.course
@options.sandbox
@options.gpus
@options.jobs
@click.option(
    "--seeds", type=click.IntRange(min=1), default=1, show_default=True,
    help="Grade each reference this often, with other seeds.",
)  # fmt: skip
@click.option("--references", is_flag=True, help="Only the references.")
@options.no_cache
@options.json_option("all verdicts")
@click.option(
    "--summary",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Append the matrix in Markdown to a file, such as $GITHUB_STEP_SUMMARY.",
)
@quiet_option
@log_option
def command(
    names: tuple[str, ...],
    course: Path | None,
    sandbox: str,
    gpus: str,
    jobs: int | None,
    seeds: int,
    references: bool,
    no_cache: bool,
    json_file: str | None,
    summary: Path | None,
    quiet: bool,
    log_file: Path | None,
) -> None:
    """Prove that references earn full marks, stubs none, that no right answer loses a point,
    and that each wrong one is caught by the check that it names.

    Exit code 0 when all of that holds, 1 when something does not.
    """
    from autograder.engine import verify
    from autograder.engine.batch import choose_sandbox
    from autograder.reports.matrix import markdown, matrix, problem_lines, threshold_table
    from autograder.results import to_json

    with logging_to(log_file):
        chosen = choose_sandbox(sandbox, 1, trust=True, gpus=gpus)
        with VerdictProgress(chosen, quiet) as progress:
            verification = verify(
                names, course=course, sandbox=chosen, gpus=gpus, jobs=jobs, seeds=seeds,
                references_only=references, cache=not no_cache, on_done=progress,
            )  # fmt: skip
        if json_file is not None:
            options.write_json(json_file, to_json(verification))
        if summary is not None:
            options.append(summary, "\n".join(markdown(verification)) + "\n")
    if json_file != "-":
        console = Console()
        console.print(matrix(verification))
        if verification.thresholds:
            console.print()
            console.print(threshold_table(verification.thresholds))
        for line in problem_lines(verification):
            console.print(line, style="red", markup=False, highlight=False, soft_wrap=True)
    sys.exit(0 if verification.holds else 1)
