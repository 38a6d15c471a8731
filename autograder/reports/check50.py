"""check50's JSON, so that what shows or counts check50's results does the same with ours."""

from importlib.metadata import version
from typing import Any

import msgspec

from autograder.reports.case import Case
from autograder.results import CheckResult

# check50: True passed, False failed, None could not be carried out
PASSED = {"passed": True, "failed": False, "blocked": None, "errored": None}


def check50(case: Case) -> bytes:
    """One submission, with the fields that check50 writes with `--output json`.

    Points stand in `data`, where check50 keeps what a check adds of its own.
    """
    content: dict[str, Any] = {
        "slug": case.assignment,
        "results": [_result(check) for check in case.checks],
        "version": version("autograder"),
    }
    if case.failure and not case.result:
        content["error"] = {"type": "NotGraded", "value": case.failure.reason}
    return msgspec.json.format(msgspec.json.encode(content), indent=4) + b"\n"


def _result(check: CheckResult) -> dict[str, Any]:
    failed = {"rationale": check.message or check.title, "help": check.hint or None}
    return {
        "name": check.id,
        "description": check.title,
        "passed": PASSED[check.outcome],
        "log": [],
        "cause": None if check.outcome == "passed" else failed,
        "data": {"exercise": check.exercise, "points": check.points, "score": check.score},
        "dependency": None,
    }
