"""Feedback as files, where nbgrader looks for it.

| file                                                | for                                      |
|---|---|
| feedback/USER/ASSIGNMENT/ASSIGNMENT.html            | `nbgrader release_feedback`              |
| … timestamp.txt, submission_secret.txt              | what it asks for beside that             |
| autograded/USER/ASSIGNMENT/ASSIGNMENT.ipynb         | formgrader; only where there is none yet |
"""

import html
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from autograder.errors import UsageError
from autograder.reports.nbgrader import Row

STAMP, SECRET = "timestamp.txt", "submission_secret.txt"
MARKS = {"passed": "✓", "failed": "✗", "blocked": "·", "errored": "!"}
STYLE = """\
body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;
color-scheme:light dark}pre{white-space:pre-wrap;font:inherit;margin:0 0 0 1.6rem}"""


def write_feedback(
    table: Sequence[Row], root: Path, handed_in: Mapping[str, datetime]
) -> list[Path]:
    """Write the files of all rows with a result below `root`, the folder of the nbgrader course.

    Returns the pages.

    Raises:
        UsageError: a file cannot be written.
    """
    try:
        return [
            _write_one(row, root, handed_in.get(row.standing.submission))
            for row in table
            if row.result
        ]
    except OSError as error:
        raise UsageError(f"{error.filename} cannot be written: {error.strerror}.") from None


def _write_one(row: Row, root: Path, handed_in: datetime | None) -> Path:
    assignment, source = row.standing.assignment, Path(row.standing.submission)
    submitted = root / "submitted" / row.student / assignment
    folder = root / "feedback" / row.student / assignment
    folder.mkdir(parents=True, exist_ok=True)
    made = {
        STAMP: f"{(handed_in or datetime.now(UTC)).astimezone(UTC):%Y-%m-%d %H:%M:%S.%f} UTC",
        # nobody can fetch by it, but without it the others' feedback could not be released
        SECRET: secrets.token_hex(32),
    }
    for name, otherwise in made.items():
        original = next(
            (p / name for p in (submitted, source.parent) if (p / name).is_file()), None
        )
        if original:
            shutil.copyfile(original, folder / name)
        elif not (folder / name).exists():
            (folder / name).write_text(otherwise, encoding="utf-8")
    _show_to_formgrader(row, root, folder)
    page = folder / f"{assignment}.html"
    page.write_text("\n".join(_page(row)), encoding="utf-8", errors="replace")
    return page


def _show_to_formgrader(row: Row, root: Path, feedback: Path) -> None:
    """formgrader shows what is in `autograded`; what nbgrader put there stays."""
    assignment, source = row.standing.assignment, Path(row.standing.submission)
    shown = root / "autograded" / row.student / assignment / f"{assignment}.ipynb"
    if shown.exists() or not source.is_file():
        return
    shown.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, shown)
    for name in (STAMP, SECRET):
        shutil.copyfile(feedback / name, shown.with_name(name))


def _page(row: Row) -> Iterator[str]:
    """The page of one submission; it needs no other file."""
    result, standing = row.result, row.standing
    assert result is not None
    score = f"{standing.score or 0:g} of {standing.max_score:g} points"
    title = html.escape(f"{standing.assignment}: {score}")
    yield '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f"<title>{title}</title><style>{STYLE}</style></head><body><h1>{title}</h1>"
    for change in standing.adjustments:
        points = f" ({change.points:+g} points)" if change.points else ""
        yield f"<p>{html.escape(change.reason + points)}</p>"
    for exercise in dict.fromkeys(check.exercise for check in result.checks):
        checks = [check for check in result.checks if check.exercise == exercise]
        earned, worth = sum(c.score for c in checks), sum(c.points for c in checks)
        yield f"<h2>{html.escape(exercise)}: {earned:g} of {worth:g}</h2>"
        for check in checks:
            yield f"<p>{MARKS[check.outcome]} {html.escape(check.title)} ({check.outcome})</p>"
            said = [check.message] if check.message else []
            if check.hint and check.outcome == "failed":
                said.append(f"Hint: {check.hint}")
            if said:
                yield f"<pre>{html.escape(chr(10).join(said))}</pre>"
    yield "</body></html>"
