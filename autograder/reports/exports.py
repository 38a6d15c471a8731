"""Every format that is made of results alone, in one place.

Canvas and Moodle fill in a file of their own (`canvas`, `moodle`), Gradescope's zip is made of a
course (`gradescope_zip`), and so is GitHub's workflow (`github_workflow`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from autograder.reports.case import Case
from autograder.reports.check50 import check50
from autograder.reports.github import github
from autograder.reports.gradescope import gradescope
from autograder.reports.junit import junit
from autograder.reports.prairielearn import prairielearn
from autograder.reports.tables import long_csv, parquet, wide_csv


@dataclass(frozen=True)
class OfSubmission:
    """A format whose file holds one submission."""

    suffix: str
    write: Callable[[Case], bytes]


@dataclass(frozen=True)
class OfClass:
    """A format whose file holds all submissions."""

    suffix: str
    write: Callable[[Sequence[Case]], bytes]


EXPORTS: dict[str, OfSubmission | OfClass] = {
    "check50": OfSubmission(".json", check50),
    "csv": OfClass(".csv", long_csv),
    "csv-wide": OfClass(".csv", wide_csv),
    "github": OfSubmission(".json", github),
    "gradescope-results": OfSubmission(".json", gradescope),
    "junit": OfClass(".xml", junit),
    "parquet": OfClass(".parquet", parquet),
    "prairielearn": OfSubmission(".json", prairielearn),
}
