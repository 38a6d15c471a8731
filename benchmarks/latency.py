"""How long one submission takes from its path to its JSON, on an engine that is warm.

    python benchmarks/latency.py [--submissions 60] [--json FILE]

The notebook is the reference of quadratic_layer; left out is the one check that trains on the
digits until they are read well (`test_classifier_reads_digits`), as it only measures Keras. Also
shown: the same for the checks of the layer alone, and for the smallest possible assignment.
Nothing comes from the cache. What the student's process was waited for is the student's own
computing, as far as one can tell from outside.
"""

import argparse
import ast
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from autograder.course import Course, load
from autograder.engine.executors import LocalExecutor
from autograder.engine.jobs import Graded, Job
from autograder.results import to_json

ROOT = Path(__file__).resolve().parents[1]
TRAINING = "test_classifier_reads_digits"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=60)
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        course = without_training(Path(name))
        layer = (course, "quadratic_layer", ("SimpleQuadratic",))
        rows = {
            "quadratic_layer without its training check": measure(
                options.submissions, course, "quadratic_layer", None
            ),
            "the checks of its layer alone": measure(options.submissions, *layer),
            "regression_without_fit, four checks": measure(
                options.submissions,
                load(ROOT / "benchmarks/course"),
                "regression_without_fit",
                None,
            ),
        }
    show(rows)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2) + "\n")


def without_training(folder: Path) -> Course:
    """A copy of this course whose quadratic_layer lacks the training check."""
    for part in ("assignments", "solutions", "graders"):
        shutil.copytree(ROOT / part / "quadratic_layer", folder / part / "quadratic_layer")
    shutil.copy(ROOT / "course.toml", folder)
    settings = folder / "course.toml"
    lines = settings.read_text().splitlines()
    settings.write_text("\n".join(x for x in lines if not x.startswith("assignments")))
    hidden = folder / "graders/quadratic_layer/test_hidden.py"
    tree = ast.parse(hidden.read_text())
    tree.body = [s for s in tree.body if getattr(s, "name", None) != TRAINING]
    hidden.write_text(ast.unparse(tree))
    return load(folder)


def measure(
    submissions: int, course: Course, assignment: str, exercises: tuple[str, ...] | None
) -> dict[str, float]:
    """Seconds; the first three submissions warm up and do not count."""
    path = course.assignment(assignment).reference_ipynb
    seconds, checks = [], 0
    with LocalExecutor(course, "namespace", jobs=1) as executor:
        for number in range(submissions + 3):
            job = Job(str(path), str(course.root), None, number, exercises, anew=True)
            began = time.perf_counter()
            answer = executor.submit(job).result()
            assert isinstance(answer, Graded), answer
            to_json(answer.result)
            if number >= 3:
                seconds.append(time.perf_counter() - began)
            assert answer.result.score == answer.result.max_score, answer.result.summary
            checks = len(answer.result.checks)
    return {
        "checks": checks,
        "p50_s": percentile(seconds, 50),
        "p95_s": percentile(seconds, 95),
        "least_s": min(seconds),
    }


def percentile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def show(rows: dict[str, dict[str, float]]) -> None:
    table = Table("one submission, from path to JSON", "checks", "p50", "p95", "least")
    ms: Callable[[float], str] = lambda seconds: f"{seconds * 1000:.0f} ms"  # noqa: E731
    for name, row in rows.items():
        table.add_row(
            name, f"{row['checks']:g}", ms(row["p50_s"]), ms(row["p95_s"]), ms(row["least_s"])
        )
    Console().print(table)


if __name__ == "__main__":
    main()
