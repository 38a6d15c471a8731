"""`autograder grade`"""

import sys
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from autograder.cli import options
from autograder.cli.log import log_option, logging_to, one_line
from autograder.cli.progress import Progress, quiet_option

EXAMPLE = """\b
Examples:
  autograder grade my_notebook.ipynb
  autograder grade submissions/ --jobs 2 --out results/
  autograder grade 'class/*.ipynb' --json results.json
  autograder grade submissions/ --executor dask --scheduler slurm --workers 4
"""


@click.command(epilog=EXAMPLE)
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--assignment", metavar="NAME", help="By default recognised from the notebook.")
@options.course
@options.sandbox
@options.gpus
@options.jobs
@options.elsewhere
@click.option("--seed", type=int, help="Draw the same hidden data as the run with this seed.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write a folder for each submission, with result, report and output; index.html, the"
    " report of the class; and autograder.log.",
)
@options.no_cache
@options.json_option("all results")
@quiet_option
@log_option
@click.option("--trust", is_flag=True, help="Allow several submissions in the process sandbox.")
def command(
    paths: tuple[str, ...],
    assignment: str | None,
    course: Path | None,
    sandbox: str,
    gpus: str,
    jobs: int | None,
    seed: int | None,
    out: Path | None,
    no_cache: bool,
    json_file: str | None,
    quiet: bool,
    log_file: Path | None,
    trust: bool,
    **elsewhere: Any,
) -> None:
    """Grade notebooks: files, folders of them, or patterns.

    Exit code 0: every submission got a result, whatever its score. 1: some could not be
    graded, each named with its reason. 2: bad usage.
    """
    from autograder.cli.about import about_course
    from autograder.cli.gathered import Beside, gather, say_notices
    from autograder.engine import batch
    from autograder.reports.folder import write_class, write_folder
    from autograder.reports.places import folder_names
    from autograder.reports.terminal import print_document
    from autograder.results import Document, Failure, SubmissionResult, to_json

    cluster = options.cluster(**elsewhere)
    notebooks = batch.find(paths)
    folders = folder_names([str(path) for path in notebooks])
    about = None if out is None else about_course(course)
    # what stands beside the results is read now, too: a mistake there is told before any grading
    gather(Document(), _results(out, json_file), Beside(course))
    with logging_to(log_file or _log_beside(folders, out)):
        chosen = batch.choose_sandbox(
            sandbox, len(notebooks), trust, gpus, batch.is_elsewhere(cluster)
        )
        with Progress(len(notebooks), chosen, quiet) as progress:

            def done(outcome: SubmissionResult | Failure) -> None:
                if isinstance(outcome, SubmissionResult) and out is not None:
                    write_folder(outcome, out / folders[outcome.submission], about)
                progress.done(outcome)

            document = batch.grade(
                notebooks,
                course=course,
                assignment=assignment,
                sandbox=chosen,
                gpus=gpus,
                jobs=jobs,
                seed=seed,
                trust=trust,
                cache=not no_cache,
                cluster=cluster,
                on_step=progress.step,
                on_done=done,
                on_news=progress.news,
            )
        if json_file is not None:
            options.write_json(json_file, to_json(document))
        standings = gather(document, _results(out, json_file), Beside(course))
        if out is not None:
            graded = {result.assignment for result in document.results}
            about = about_course(course, graded).having(standings)
            for result in about.adjusted(document.results):  # that was not known before
                write_folder(result, out / folders[result.submission], about)
            write_class(document, out, folders, about)
    if json_file != "-":
        print_document(document, Console(), standings)
        say_notices(standings)
    for failure in document.failures:
        click.echo(
            f"not graded: {one_line(failure.submission)}: {one_line(failure.reason)}", err=True
        )
    sys.exit(1 if document.failures else 0)


def _results(out: Path | None, json_file: str | None) -> Path | None:
    """Where results are left, and so where overrides and the like are looked for."""
    return out or (Path(json_file) if json_file else None)


def _log_beside(folders: dict[str, Path], out: Path | None) -> Path | None:
    """The log among the folders of results, under a name that no submission's folder has."""
    from autograder.reports.places import free_name

    if out is None:
        return None
    return out / free_name("autograder.log", folders.values())
