"""`autograder report`"""

from pathlib import Path
from typing import Any

import click

from autograder.cli.gathered import Beside, beside_options, gather, say_notices

EXAMPLE = """\b
Examples:
  autograder report results.json --out reports/
  autograder report results.json --out reports/ --overrides overrides.csv
"""


@click.command(epilog=EXAMPLE)
@click.argument("results", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Write a folder for each submission, and index.html, the report of the class.",
)
@beside_options
def command(results: Path, out: Path, course: Path | None, **files: Any) -> None:
    """Make the HTML reports of results that are known already; nothing is graded.

    RESULTS is the file of `autograder grade --json`, or the folder of `--out`. With a course, its
    titles are used, and code that everybody was given does not count as alike.
    """
    from autograder.cli.about import about_course
    from autograder.reports.folder import write_class, write_folder
    from autograder.reports.places import folder_names
    from autograder.results.load import read_results

    document = read_results(results)
    standings = gather(document, results, Beside(course, **files))
    graded = {result.assignment for result in document.results}
    about = about_course(course, graded).having(standings)
    asked_for = [r.submission for r in document.results] + [f.submission for f in document.failures]
    folders = folder_names(asked_for)
    for result in document.results:
        write_folder(result, out / folders[result.submission], about)
    click.echo(write_class(document, out, folders, about))
    say_notices(standings)
