"""What the report and the exports of a very large class cost, each in a process of its own.

    python benchmarks/scale_reports.py [--submissions 1000 10000 100000] [--only NAME …]

The results are the real ones in `scale.json`, in the mix of `scale.py`, and half of them have a
line of their own in their answers. Each export is the command that a user types. Of the report it
is the page of the class: the pages of the submissions cost the same each, however many there are.
Seconds and the peak of memory have reading the results in them.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

import msgspec
from measure import measure, show
from scale import ASSIGNMENT, ROOT, SHARES
from simulated import Measured, measured, taking

from autograder.cli.about import about_course
from autograder.course import load
from autograder.grading.handed_in import answers
from autograder.grading.run import read_submission
from autograder.reports.folder import write_class
from autograder.reports.places import folder_names
from autograder.results import SubmissionResult
from autograder.results.load import read_results

COMMAND = [sys.executable, "-m", "autograder", "export"]
EXPORTS = {
    "csv": ["csv", "{results}", "--out", "long.csv"],
    "csv --wide": ["csv", "{results}", "--wide", "--out", "wide.csv"],
    "parquet": ["parquet", "{results}", "--out", "class.parquet"],
    "junit": ["junit", "{results}", "--out", "junit.xml"],
    "canvas": ["canvas", "{results}", "canvas.csv", "--scale", "--out", "canvas-filled.csv"],
    "moodle": ["moodle", "{results}", "moodle.csv", "--scale", "--out", "moodle-filled.csv"],
}
PAGE = "class page"
JSON = "results.json"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--submissions", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--only", nargs="+", default=[PAGE, *EXPORTS], metavar="NAME")
    parser.add_argument("--page", nargs=2, type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.page:
        write_page(*options.page)
        return
    rows = []
    for count in options.submissions:
        with tempfile.TemporaryDirectory(prefix="autograder-reports-") as name:
            rows += [[f"{count:,}", *row] for row in cost_of_all(Path(name), count, options.only)]
    show("Reports and exports", ["submissions", "what", "wall", "CPU", "peak", "file"], rows, "")


def cost_of_all(folder: Path, count: int, chosen: list[str]) -> list[list[str]]:
    """What each took, as it stands in the table."""
    write_results(measured(), folder / JSON, count)
    write_lists(folder, count)
    rows = [["(the results)", "", "", "", _size(folder / JSON)]]
    for name in chosen:
        if name == PAGE:
            command = [sys.executable, __file__, "--page", JSON, "."]
            made = folder / "index.html"
        else:
            words = [word.format(results=JSON) for word in EXPORTS[name]]
            command, made = [*COMMAND, *words], folder / words[-1]
        found = measure(command, count, folder / "log", cwd=folder)
        seconds = [f"{found.wall_s:.1f} s", f"{found.cpu_s:.1f} s"]
        rows.append([name, *seconds, f"{found.peak_mib:.0f} MiB", _size(made)])
        print(*rows[-1], file=sys.stderr)
    return rows


def write_page(results: Path, out: Path) -> None:
    """What `autograder report` does for a class, but for the submissions' own pages."""
    document = read_results(results)
    about = about_course(ROOT, {result.assignment for result in document.results})
    write_class(document, out, folder_names([r.submission for r in document.results]), about)


def write_results(known: Measured, path: Path, count: int) -> None:
    """A document as `grade --json` writes it, one result after the other."""
    draw = random.Random(0)
    course = load(ROOT)
    assignment = course.assignment(known.assignment)
    reference = read_submission(assignment.reference_ipynb, course)
    code = answers(reference.notebook, assignment.exercises)
    kinds = draw.choices(list(SHARES), list(SHARES.values()), k=count)
    with path.open("wb") as file:
        file.write(b'{"schema_version": 1, "results": [\n')
        for number, kind in enumerate(kinds):
            result = msgspec.json.encode(one(known, kind, code, number, draw))
            file.write(b",\n" * bool(number) + msgspec.json.format(result, indent=2))
        file.write(b'\n], "failures": []}\n')


def one(
    known: Measured, kind: str, code: dict[str, str], number: int, draw: random.Random
) -> SubmissionResult:
    own = f"\n    own = {draw.random():.4f} * x - {number} // y" if draw.random() < 0.5 else ""
    found = known.kinds[kind]
    return msgspec.structs.replace(
        taking(found.template, draw.choice(found.durations_s), draw),
        submission=f"class/{kind}-{number:06}.ipynb",
        seed=draw.randrange(2**31),
        answers={exercise: source + own for exercise, source in code.items()},
    )


def write_lists(folder: Path, count: int) -> None:
    """The class as Canvas and Moodle export it, whose logins are the names of the files."""
    kinds = random.Random(0).choices(list(SHARES), list(SHARES.values()), k=count)
    logins = [f"{kind}-{number:06}" for number, kind in enumerate(kinds)]
    canvas = [f'"Last{n}, First{n}",{n},,{login},A,,' for n, login in enumerate(logins, 1)]
    head = f"Student,ID,SIS User ID,SIS Login ID,Section,{ASSIGNMENT} (17)"
    points = "    Points Possible,,,,,100"
    (folder / "canvas.csv").write_text("\n".join([head, points, *(c[:-1] for c in canvas)]) + "\n")
    moodle = [
        f"Participant {n},First{n} Last{n},{login}@example.org,,,100,Yes,,"
        for n, login in enumerate(logins, 1)
    ]
    columns = (
        "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
        "Last modified (submission),Last modified (grade)"
    )
    (folder / "moodle.csv").write_text("\n".join([columns, *moodle]) + "\n")


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.1f} MB"


if __name__ == "__main__":
    main()
