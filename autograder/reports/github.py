"""GitHub: the result that Classroom reads, annotations, and the summary of a job.

Classroom's `autograding-grading-reporter` takes a JSON object in base64 for each runner, adds up
the scores of its tests, and shows name, status and message.
"""

import base64
from collections.abc import Iterator
from typing import Any

import msgspec

from autograder.reports.case import Case, feedback, printable, sentence

STATUS = {"passed": "pass", "failed": "fail", "blocked": "fail", "errored": "error"}
SIGNS = {"passed": "✅", "failed": "❌", "blocked": "⏭️", "errored": "⚠️"}
MOST_ANNOTATIONS = 10  # of a kind that GitHub shows for a step


def github(case: Case) -> bytes:
    """Classroom's result object for one submission, as JSON."""
    tests: list[dict[str, Any]] = [
        {
            "name": f"{check.exercise}: {check.title}",
            "status": STATUS[check.outcome],
            "score": check.score,
            "message": feedback(check),
            "test_code": "",
            "filename": _file(case),
            "line_no": 0,
            "execution_time": f"{check.duration_s:.3f}s",
        }
        for check in case.checks
    ]
    # the reporter adds up the tests: what changes the score has to be among them
    tests += [
        {"name": sentence(adjustment), "status": "pass", "score": adjustment.points,
         "message": "", "test_code": "", "filename": _file(case), "line_no": 0,
         "execution_time": "0.000s"}
        for adjustment in case.adjustments
        if adjustment.points
    ]  # fmt: skip
    content = {"version": 1, "status": _status(case), "max_score": case.max_score, "tests": tests}
    return msgspec.json.encode(content) + b"\n"


def for_runner(result: bytes) -> str:
    """The result object as a step hands it on: base64 in one line."""
    return base64.b64encode(result.strip()).decode()


def annotations(case: Case) -> Iterator[str]:
    """Workflow commands: an error for each failed check, as many as GitHub shows."""
    if case.failure:
        yield _command("error", _file(case), "not graded", case.failure.reason)
    wanting = [check for check in case.checks if check.outcome != "passed"]
    for check in wanting[:MOST_ANNOTATIONS]:
        kind = "error" if check.outcome == "failed" else "warning"
        title = f"{check.exercise}: {check.title}"
        yield _command(kind, _file(case), title, feedback(check))


def summary(case: Case) -> str:
    """The submission as Markdown, for the page of the job."""
    name = _text(_file(case))
    score = "excused" if case.score is None else f"{case.score:g}"
    lines = [f"## {name}: {score} of {case.max_score:g} points", ""]
    if case.failure:
        lines += [_text(case.failure.reason), ""]
    if case.checks:
        lines += ["| | exercise | check | points |", "|---|---|---|--:|"]
    for check in case.checks:
        text = _text(check.title)
        if said := feedback(check):
            text += "<br>" + "<br>".join(_text(line) for line in said.splitlines())
        points = f"{check.score:g}/{check.points:g}"
        lines.append(f"| {SIGNS[check.outcome]} | {_text(check.exercise)} | {text} | {points} |")
    notices = case.result.notices if case.result else ()
    said_about_it = [*notices, *map(sentence, case.adjustments)]
    if said_about_it:
        lines += ["", *(f"- {_text(line)}" for line in said_about_it)]
    return "\n".join(lines) + "\n"


def _file(case: Case) -> str:
    """The notebook as GitHub knows it: at the top of the repository that was pushed."""
    return case.submission.rpartition("/")[2]


def _status(case: Case) -> str:
    if not case.is_final:
        return "error"
    return "pass" if all(check.outcome == "passed" for check in case.checks) else "fail"


def _command(kind: str, file: str, title: str, message: str) -> str:
    """A workflow command, with what ends a line or a property written as GitHub wants it."""
    plain = {"%": "%25", "\r": "%0D", "\n": "%0A"}
    in_property = plain | {":": "%3A", ",": "%2C"}
    file, title = _replaced(file, in_property), _replaced(title, in_property)
    return f"::{kind} file={file},title={title}::{_replaced(message, plain)}"


def _replaced(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(c, c) for c in printable(text))


def _text(text: str) -> str:
    """Text that Markdown in a table shows as it is."""
    safe = printable(text).replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|")
    for mark in "`*_[]":
        safe = safe.replace(mark, f"\\{mark}")
    return " ".join(safe.splitlines())
