"""Gradescope: the `results.json` of one submission.

https://gradescope-autograders.readthedocs.io/en/latest/specs
"""

import base64
from html import escape
from typing import Any, Literal

import msgspec

from autograder.reports.case import Case, sentence
from autograder.results import CheckResult

Visibility = Literal["visible", "after_due_date", "after_published", "hidden"]
VISIBILITIES: tuple[Visibility, ...] = ("visible", "after_due_date", "after_published", "hidden")


def gradescope(case: Case, hidden: Visibility = "after_published") -> bytes:
    """One submission; `hidden` says when students see the hidden checks.

    As long as one check is not visible, Gradescope does not show the total either.
    """
    content: dict[str, Any] = {
        "score": case.points,
        "output": "".join(f"<p>{escape(line)}</p>" for line in _said(case)),
        "output_format": "html",
        "test_output_format": "html",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [_test(check, hidden) for check in case.checks],
        "extra_data": {"assignment": case.assignment},
    }
    if case.result:
        content["execution_time"] = case.result.duration_s
        content["extra_data"] |= {"seed": case.result.seed, "sandbox": case.result.sandbox}
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"


def _said(case: Case) -> list[str]:
    """What is to say about the submission as a whole.

    Not the summary: it may speak of a check that is not shown yet.
    """
    failure = [case.failure.reason] if case.failure else []
    notices = case.result.notices if case.result else ()
    return [*failure, *notices, *map(sentence, case.adjustments)]


def _test(check: CheckResult, hidden: Visibility) -> dict[str, Any]:
    return {
        "name": f"{check.exercise}: {check.title}",
        "score": check.score,
        "max_score": check.points,
        "status": "passed" if check.outcome == "passed" else "failed",
        "output": _html(check),
        "tags": [check.id, check.exercise, check.outcome],
        "visibility": "visible" if check.public else hidden,
        "extra_data": {"id": check.id, "outcome": check.outcome},
    }


def _html(check: CheckResult) -> str:
    """Symptom, hint and pictures."""
    parts = []
    if check.outcome != "passed":
        parts.append(f"<p>{escape(check.message.strip()).replace(chr(10), '<br>')}</p>")
        if check.hint and check.outcome == "failed":
            parts.append(f"<p><em>Hint: {escape(check.hint)}</em></p>")
    for picture in check.pictures:
        data = base64.b64encode(picture.png).decode()
        title = escape(picture.title, quote=True)
        parts.append(
            f'<figure><figcaption>{title}</figcaption><img alt="{title}" '
            f'src="data:image/png;base64,{data}"></figure>'
        )
    return "".join(parts)
