"""Write docs/assignments/: a page for each assignment, from the course itself.

    python docs/build.py                      writes the pages
    python docs/build.py --check              says which are older than the course
    python docs/build.py --seeds verify.json  first takes over what `autograder verify --references
                                              --seeds N --json verify.json` found, into seeds.json

The pictures are drawn by draw.py (data) and screens.py (stubs in JupyterLab).
"""

import argparse
import ast
import importlib
import json
import re
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from autograder.course import Assignment, Course, load
from autograder.results import Calibration, Threshold, from_json

DOCS = Path(__file__).resolve().parent
PAGES, SEEDS = DOCS / "assignments", DOCS / "assignments" / "seeds.json"
# the data of each assignment: modules of autograder.datasets
DATA = {
    "multi_output_model": "wine",
    "rmse_loss": None,
    "quadratic_layer": "digits",
    "vgg": "cats_and_dogs",
    "breast_cancer_loop": "breast_cancer",
    "bounding_boxes": "birds",
    "segmentation": "digit_scenes",
    "gan": "hands",
    "vae": "faces",
}
NO_DATA = """The grader draws lines y = a·x + b: slope and intercept anew for each grading, points
with noise around them, some of them wild where the loss is to withstand that."""


def main() -> None:
    """Write or compare."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("--check", action="store_true", help="compare instead of writing")
    arguments.add_argument("--seeds", type=Path, metavar="VERIFY.json", nargs="+", default=[])
    options = arguments.parse_args()
    for found in options.seeds:
        take_over(found)
    stale = []
    for path, text in pages(load(DOCS.parent)):
        if options.check and (not path.exists() or path.read_text(encoding="utf-8") != text):
            stale.append(path.name)
        elif not options.check:
            path.write_text(text, encoding="utf-8")
    if stale:
        sys.exit(f"older than the course: {', '.join(stale)}; run `python docs/build.py`")


def pages(course: Course) -> Iterator[tuple[Path, str]]:
    """Every page with its text."""
    yield PAGES / "README.md", index(course)
    for assignment in course.assignments.values():
        yield PAGES / f"{assignment.name}.md", page(assignment)


def index(course: Course) -> str:
    """All assignments in one table, and what many gradings of the references found."""
    lines = [
        "# The assignments",
        "",
        "Each page has the stub's first screen, the data, the exercises with the wrong and right",
        "answers that their checks are tested with, and what stands behind each threshold.",
        "",
        "| assignment | exercises | checks | points | mutants | variants |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    totals = [0.0] * 5
    for assignment in course.assignments.values():
        checks = list(checks_of(assignment))
        numbers = [
            len(assignment.exercises),
            len(checks),
            sum(points for _, points in checks),
            len(assignment.mutants()),
            len(assignment.variants()),
        ]
        totals = [total + number for total, number in zip(totals, numbers, strict=True)]
        link = f"[{assignment.title}]({assignment.name}.md)"
        lines.append(f"| {link} | {' | '.join(f'{number:g}' for number in numbers)} |")
    lines.append(f"| together | {' | '.join(f'{total:g}' for total in totals)} |")
    return "\n".join([*lines, "", *many_gradings(course), ""])


def many_gradings(course: Course) -> Iterator[str]:
    """What grading the references with many seeds found."""
    found = seeds()
    yield "## Each reference, graded with many seeds"
    yield ""
    yield "`autograder verify --references --seeds N`, the hidden data and every random"
    yield "choice of the training another one each time; seconds of one grading, two or three at a"
    yield "time on two cores, with other work beside them."
    yield ""
    yield "| assignment | gradings | points lost | median | longest |"
    yield "|---|--:|--:|--:|--:|"
    for name in course.assignments:
        if name in found:
            of = found[name]
            yield (
                f"| {name} | {of['gradings']} | {of['points_lost']:g} |"
                f" {of['median_s']:.1f} s | {of['longest_s']:.1f} s |"
            )


def page(assignment: Assignment) -> str:
    """The page of one assignment."""
    name = assignment.name
    lines = [
        f"# {assignment.title}",
        "",
        f"What a student opens ([notebook](../../assignments/{name}/{name}.ipynb); the",
        f"reference is [solutions/{name}](../../solutions/{name}/{name}.py), the checks are in",
        f"[graders/{name}](../../graders/{name})):",
        "",
        f"![the stub in JupyterLab](../pictures/{name}-stub.png)",
        "",
        "## Data",
        "",
        f"![a sample](../pictures/{name}-data.png)",
        "",
        *data_text(name),
        "",
        "## Exercises",
        "",
        *exercises(assignment),
        "",
        "## Thresholds",
        "",
        *thresholds(assignment),
    ]
    return "\n".join(lines) + "\n"


def data_text(name: str) -> list[str]:
    """What the data set's module says of it."""
    module = DATA.get(name)
    if module is None:
        return [NO_DATA]
    text = importlib.import_module(f"autograder.datasets.{module}").__doc__ or ""
    text = re.sub(r"(?m)^((?: {4}.*\n)+)", _as_code, text.strip() + "\n")
    return text.strip().splitlines()


def _as_code(block: "re.Match[str]") -> str:
    lines = (line.removeprefix("    ") for line in block[1].splitlines())
    return "```python\n" + "\n".join(lines) + "\n```\n"


def exercises(assignment: Assignment) -> Iterator[str]:
    """A row an exercise."""
    checks = list(checks_of(assignment))
    mutants = Counter(answer.exercise for answer in assignment.mutants())
    variants = Counter(answer.exercise for answer in assignment.variants())
    yield "| exercise | checks | points | mutants | variants |"
    yield "|---|--:|--:|--:|--:|"
    for exercise in assignment.exercises:
        points = [points for of, points in checks if of == exercise]
        yield (
            f"| `{exercise}` | {len(points)} | {sum(points):g} | {mutants[exercise]} |"
            f" {variants[exercise]} |"
        )


def checks_of(assignment: Assignment) -> Iterator[tuple[str, float]]:
    """Exercise and points of every check, as the graders' decorators say."""
    for path in sorted(assignment.graders.glob("test_*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            for call in getattr(node, "decorator_list", []):
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "check":
                    said = {word.arg: word.value for word in call.keywords}
                    yield ast.literal_eval(said["exercise"]), ast.literal_eval(said["points"])


def thresholds(assignment: Assignment) -> Iterator[str]:
    """What stands behind each."""
    path = assignment.graders / "calibration.json"
    if not path.exists():
        yield "No check of it has one."
        return
    found = from_json(Calibration, path.read_bytes())
    yield f"`autograder calibrate {assignment.name} --seeds {found.seeds}`; σ is the reference's"
    yield "own deviation, the last column the distance by which the nearest wrong answer misses."
    yield ""
    yield "| check | measure | asked | reference | its margin | nearest wrong answer | misses by |"
    yield "|---|---|---|---|--:|---|--:|"
    yield from (row(threshold) for threshold in found.thresholds)


def row(threshold: Threshold) -> str:
    """One threshold."""
    sign = "≥" if threshold.direction == "at_least" else "≤"
    of = threshold.reference
    best = threshold.best_mutant
    wrong = f"`{best[0]}` | {best[1]:.2g}" if best else "– | –"
    return (
        f"| `{threshold.check}` | {threshold.measure} | {sign} {threshold.threshold:g} |"
        f" {of.mean:.3g} ± {of.deviation:.2g} | {threshold.reference_margin:.1f} σ | {wrong} |"
    )


def seeds() -> dict[str, dict[str, float]]:
    """What many gradings of each reference found."""
    return json.loads(SEEDS.read_text(encoding="utf-8")) if SEEDS.exists() else {}


def take_over(found: Path) -> None:
    """Sum up what `verify --references --seeds N --json` found."""
    known = seeds()
    verdicts = json.loads(found.read_text(encoding="utf-8"))["verdicts"]
    references = [verdict for verdict in verdicts if verdict["kind"] == "reference"]
    for name in dict.fromkeys(verdict["assignment"] for verdict in references):
        mine = [verdict for verdict in references if verdict["assignment"] == name]
        seconds = [verdict["duration_s"] for verdict in mine]
        known[name] = {
            "gradings": len(mine),
            "points_lost": sum(verdict["max_score"] - verdict["score"] for verdict in mine),
            "median_s": round(statistics.median(seconds), 2),
            "longest_s": round(max(seconds), 2),
        }
    SEEDS.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
