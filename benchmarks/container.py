"""What the container costs beside the namespaces that it adds itself to.

    python benchmarks/container.py [--submissions 24] [--starts 7] [--json FILE]

Two questions. How long until the first student process stands, in each mode, beyond what a plain
`import tensorflow, keras` takes here; alternating, so that a busy machine is busy for all. And
the same submissions (the peers' notebook, with its fit) through one warm engine of each mode,
two jobs, in alternating rounds. Needs the image: `autograder image build`.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from autograder.course import load
from autograder.engine.executors import LocalExecutor, do_all
from autograder.engine.jobs import Graded, Job
from autograder.sandbox import open_sandbox

HERE = Path(__file__).resolve().parent
MODES = ("namespace", "container")
ROUNDS = 3
ASSIGNMENTS = ("regression", "regression_without_fit")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=24)
    parser.add_argument("--starts", type=int, default=7)
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args()
    starts = first_starts(options.starts)
    gradings = {name: grading(name, options.submissions) for name in ASSIGNMENTS}
    show(starts, gradings)
    if options.json:
        options.json.write_text(json.dumps({"start": starts, "grading": gradings}, indent=2) + "\n")


def first_starts(count: int) -> dict[str, float]:
    """Median seconds: the import alone, and until the first student process stands."""
    seconds: dict[str, list[float]] = {name: [] for name in ("import", *MODES)}
    for _ in range(count):
        began = time.monotonic()
        subprocess.run([sys.executable, "-c", "import tensorflow, keras"], check=True,
                       capture_output=True)  # fmt: skip
        seconds["import"].append(time.monotonic() - began)
        for mode in MODES:
            began = time.monotonic()
            with open_sandbox(mode) as sandbox:
                process = sandbox.start()
                seconds[mode].append(time.monotonic() - began)
                process.kill()
                process.ending()
    return {name: statistics.median(values) for name, values in seconds.items()}


def grading(assignment: str, submissions: int) -> dict[str, float]:
    """Median seconds a submission in each mode, over rounds that alternate."""
    course = load(HERE / "course")
    seconds: dict[str, list[float]] = {mode: [] for mode in MODES}
    with tempfile.TemporaryDirectory() as place:
        paths = []
        for number in range(submissions):
            paths.append(Path(place, f"{number}.ipynb"))
            shutil.copy(course.assignment(assignment).reference_ipynb, paths[-1])
        jobs = [Job(str(path), str(course.root), assignment, None, anew=True) for path in paths]
        engines = {mode: LocalExecutor(course, mode, jobs=2) for mode in MODES}
        try:
            for executor in engines.values():
                list(do_all(executor, jobs[:2]))
            for _ in range(ROUNDS):
                for mode, executor in engines.items():
                    began = time.monotonic()
                    answers = [answer for _, answer in do_all(executor, jobs)]
                    seconds[mode].append((time.monotonic() - began) / submissions)
                    assert all(isinstance(answer, Graded) for answer in answers)
        finally:
            for executor in engines.values():
                executor.shutdown()
    return {mode: statistics.median(values) for mode, values in seconds.items()}


def show(starts: dict[str, float], gradings: dict[str, dict[str, float]]) -> None:
    """Both tables."""
    table = Table("until the first student process stands", "s", "beyond the import, ms")
    for name, value in starts.items():
        table.add_row(name, f"{value:.3f}", f"{1000 * (value - starts['import']):.0f}")
    Console().print(table)
    table = Table("assignment", *(f"{mode}, s each" for mode in MODES), "ratio")
    for name, found in gradings.items():
        ratio = found["container"] / found["namespace"]
        table.add_row(name, *(f"{found[mode]:.3f}" for mode in MODES), f"{ratio:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
