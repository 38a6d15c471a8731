"""How busy the cores are while training is graded.

    python benchmarks/utilisation.py [--submissions 12] [--json FILE]

Grades the references of all assignments of this course in turn, with as many jobs as there are
cores and with one more. Start-up is taken out by a run of two submissions of each length. Keras
trains on one thread for Python and one for its operations; while one waits for the other, a core
is free, and one more job fills it.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from measure import Run, further, machine, measure, show

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Grade, and compare processor time with time."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=12)
    parser.add_argument("--json", type=Path, metavar="FILE")
    wanted = parser.parse_args()
    cores = len(os.sched_getaffinity(0))
    found = {}
    with tempfile.TemporaryDirectory() as name:
        for jobs in (cores, cores + 1):
            runs = [grade(Path(name), n, jobs) for n in (jobs, wanted.submissions)]
            cost = further(runs)
            found[jobs] = {
                "busy": cost.cpu_s / cost.wall_s / cores,
                "wall_s": cost.wall_s,
                "cpu_s": cost.cpu_s,
                "runs": [asdict(run) for run in runs],
            }
    rows = [
        [str(jobs), f"{row['busy']:.0%}", f"{row['wall_s']:.2f} s", f"{row['cpu_s']:.2f} s"]
        for jobs, row in found.items()
    ]
    title = f"{wanted.submissions} references with their training on {cores} cores"
    show(title, ["jobs", "cores busy", "wall of each further", "CPU"], rows, "")
    if wanted.json:
        wanted.json.write_text(json.dumps({"machine": machine(), "jobs": found}, indent=2) + "\n")


def grade(folder: Path, submissions: int, jobs: int) -> Run:
    """One run over so many references, taken in turn from the assignments."""
    references = sorted(ROOT.glob("solutions/*/*.ipynb"))
    notebooks = folder / f"{submissions}-{jobs}"
    notebooks.mkdir()
    for number in range(submissions):
        path = references[number % len(references)]
        shutil.copy(path, notebooks / f"{number:02}-{path.name}")
    command = [sys.executable, "-m", "autograder", "grade", notebooks, "--course", ROOT]
    options = ["--no-cache", "--jobs", str(jobs), "--json", folder / "results.json"]
    environment = dict(os.environ, XDG_CACHE_HOME=str(folder / "cache"))
    return measure([*command, *options], submissions, folder / "log", env=environment)


if __name__ == "__main__":
    main()
