"""PrairieLearn's `results.json`: what an external grader leaves in /grade/results.

https://docs.prairielearn.com/externalGrading: `score` is a share from 0 to 1, and the file may
have 1 MB.
"""

import base64
from typing import Any

import msgspec

from autograder.reports.case import Case, feedback, sentence
from autograder.results import CheckResult

MOST_BYTES = 1_000_000


def prairielearn(case: Case) -> bytes:
    """One submission. Pictures are left out where the file would become too large with them."""
    whole = _encoded(case, pictures=True)
    return whole if len(whole) < MOST_BYTES else _encoded(case, pictures=False)


def _encoded(case: Case, pictures: bool) -> bytes:
    if not case.result or case.result.errored:
        # nobody loses an attempt through a fault of ours or through a file that is no notebook
        reason = case.failure.reason if case.failure else "It could not be graded."
        content: dict[str, Any] = {"gradable": False, "format_errors": [reason]}
    else:
        share = case.points / case.max_score if case.max_score else 0.0
        said = [*case.result.notices, *map(sentence, case.adjustments)]
        content = {
            "gradable": True,
            "score": min(1.0, max(0.0, share)),
            "message": "\n".join([case.result.summary, *said]),
            "output": case.result.output,
            "tests": [_test(check, pictures) for check in case.checks],
        }
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"


def _test(check: CheckResult, pictures: bool) -> dict[str, Any]:
    shown = check.pictures if pictures else ()
    return {
        "name": check.title,
        "description": check.exercise,
        "points": check.score,
        "max_points": check.points,
        "message": feedback(check),
        "output": "",
        "images": [
            {
                "label": picture.title,
                "url": f"data:image/png;base64,{base64.b64encode(picture.png).decode()}",
            }
            for picture in shown
        ],
    }
