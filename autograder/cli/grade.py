"""`autograder grade`"""

import sys
from pathlib import Path

import click
from rich.console import Console

from autograder.cli import options
from autograder.cli.progress import Progress

EXAMPLE = """\b
Examples:
  autograder grade my_notebook.ipynb
  autograder grade submissions/ --jobs 2 --out results/
  autograder grade 'class/*.ipynb' --json results.json
"""


@click.command(epilog=EXAMPLE)
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--assignment", metavar="NAME", help="By default recognised from the notebook.")
@options.course
@options.sandbox
@options.jobs
@click.option("--seed", type=int, help="Draw the same hidden data as the run with this seed.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write a folder for each submission, with result, report and output.",
)
@options.json_option("all results")
@click.option("--trust", is_flag=True, help="Allow several submissions in the process sandbox.")
def command(
    paths: tuple[str, ...],
    assignment: str | None,
    course: Path | None,
    sandbox: str,
    jobs: int | None,
    seed: int | None,
    out: Path | None,
    json_file: str | None,
    trust: bool,
) -> None:
    """Grade notebooks: files, folders of them, or patterns.

    Exit code 0: every submission got a result, whatever its score. 1: some could not be
    graded, each named with its reason. 2: bad usage.
    """
    from autograder.engine import batch
    from autograder.reports.folder import folder_names, write_folder
    from autograder.reports.terminal import print_document
    from autograder.results import SubmissionResult, to_json

    notebooks = batch.find(paths)
    folders = folder_names([str(path) for path in notebooks])
    chosen = batch.choose_sandbox(sandbox, len(notebooks), trust)
    with Progress(len(notebooks), chosen) as progress:

        def done(outcome: object) -> None:
            if isinstance(outcome, SubmissionResult) and out is not None:
                write_folder(outcome, out / folders[outcome.submission])
            progress.done(outcome)

        document = batch.grade(
            notebooks,
            course=course,
            assignment=assignment,
            sandbox=chosen,
            jobs=jobs,
            seed=seed,
            trust=trust,
            on_step=progress.step,
            on_done=done,
        )
    if json_file is not None:
        options.write_json(json_file, to_json(document))
    if json_file != "-":
        print_document(document, Console())
    for failure in document.failures:
        click.echo(f"not graded: {failure.submission}: {failure.reason}", err=True)
    sys.exit(1 if document.failures else 0)
