"""The report as plain text, for terminals and wherever HTML is not shown."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from autograder.grading.failures import ANSI, CONTROL
from autograder.results import CheckResult

if TYPE_CHECKING:
    from autograder.live.report import Checked, Report

MARKS = {"passed": "✓", "failed": "✗", "blocked": "·", "errored": "!"}
HINT_LATER = "There is a hint, should this check fail again."
HIDDEN = "Grading has further checks, on data that is drawn afresh."


def report(found: "Report", outdated: frozenset[str] = frozenset()) -> str:
    """Each title, where it fails the symptom and the hint, and how many pass."""
    lines: list[str] = []
    for one in found:
        lines += _exercise(one, found.is_whole, one.exercise in outdated)
    return "\n".join([*lines, f"{total(found)}."])


def total(found: "Report") -> str:
    """How many pass, in one sentence without its full stop."""
    checks = found.checks
    passed = sum(check.outcome == "passed" for check in checks)
    count = f"{passed} of {len(checks)} public checks pass"
    if not found.is_whole:
        return f"{next(iter(found)).exercise}: {count}"
    done = sum(found.exercises.values())
    return f"{done} of {len(found.exercises)} exercises pass; {count}"


def remark(one: "Checked", whole: bool) -> str:
    """What there is to say about the answer and the one that was checked before; or nothing."""
    before, message = one.before, one.waits_for
    if whole and message:
        return clean(message)
    if before.state == "changed":
        return f"Changed since it was last checked, when {before.passed} of {before.checks} passed."
    if before.state == "new":
        return "Not checked before." if whole else ""
    if whole:
        return "Unchanged since it was last checked."
    if one.passed:
        return ""
    return (
        "This is the same answer as when it was last checked: if you have edited it, run its cell"
        " first."
    )


def outdated_remark(exercise: str) -> str:
    """What an earlier report says when the answer is another one now."""
    return f"{exercise} has changed since it was checked here: check it again."


def clean(text: str) -> str:
    """A student's text without what a terminal obeys and no encoding has."""
    lines = ANSI.sub("", text).encode("utf-8", "replace").decode("utf-8").split("\n")
    return "\n".join(CONTROL.sub(" ", line) for line in lines)


def messages(one: "Checked") -> Iterator[tuple[CheckResult, str]]:
    """Each check with its message; one that only repeats that of the check before is left out."""
    last = ""
    for check in one.checks:
        message = "" if check.outcome == "passed" else clean(check.message).strip()
        yield check, "" if message == last else message
        last = message


def _exercise(one: "Checked", whole: bool, outdated: bool) -> Iterator[str]:
    if whole:
        yield f"{one.exercise}: {one.count} of {len(one.checks)}"
    indent = "  " if whole else ""
    if said := outdated_remark(one.exercise) if outdated else remark(one, whole):
        yield indent + said
    if whole and one.waits_for:
        return
    for check, message in messages(one):
        yield f"{indent}{MARKS[check.outcome]} {clean(check.title)}"
        yield from (f"{indent}    {line}" for line in message.splitlines())
        if check.outcome == "failed" and check.hint:
            hint = f"Hint: {clean(check.hint)}" if check.id in one.hints else HINT_LATER
            yield f"{indent}    {hint}"
        if check.pictures:
            titles = ", ".join(clean(picture.title) for picture in check.pictures)
            yield f"{indent}    Pictures: {titles}."
