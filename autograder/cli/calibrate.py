"""`autograder calibrate`"""

import sys
from pathlib import Path

import click
from rich.console import Console

from autograder.cli import options
from autograder.cli.log import log_option, logging_to
from autograder.cli.progress import VerdictProgress, quiet_option


@click.command(epilog="Example: autograder calibrate quadratic_layer --seeds 40")
@click.argument("names", nargs=-1, metavar="[NAME…]")
@options.course
@options.sandbox
@options.jobs
@click.option("--seeds", type=click.IntRange(min=2), default=20, show_default=True,
              help="Grade each answer this often, with other seeds.")  # fmt: skip
@options.no_cache
@quiet_option
@log_option
def command(
    names: tuple[str, ...],
    course: Path | None,
    sandbox: str,
    jobs: int | None,
    seeds: int,
    no_cache: bool,
    quiet: bool,
    log_file: Path | None,
) -> None:
    """Measure what right and wrong answers reach where a check has a threshold.

    Writes `calibration.json` beside the graders. Exit code 1 when a threshold does not stand:
    the reference misses it more than once in a thousand, or a wrong answer reaches it.
    """
    from autograder.course import load
    from autograder.engine import calibrate
    from autograder.engine.batch import choose_sandbox
    from autograder.reports.matrix import threshold_table
    from autograder.results import to_json

    where = load(course)
    problems = []
    with logging_to(log_file):
        chosen = choose_sandbox(sandbox, 1, trust=True)
        for name in names or where.assignments:
            with VerdictProgress(chosen, quiet) as progress:
                found = calibrate(
                    name, course=where.root, sandbox=chosen, jobs=jobs, seeds=seeds,
                    cache=not no_cache, on_done=progress,
                )  # fmt: skip
            if found.thresholds:
                path = where.assignment(name).graders / "calibration.json"
                options.write_json(str(path), to_json(found))
            Console().print(threshold_table(found.thresholds))
            problems += [f"{t.check}: {t.problem}" for t in found.thresholds if t.problem]
    for problem in problems:
        click.echo(problem, err=True)
    sys.exit(1 if problems else 0)
