"""Ours against the floor: what a class costs over the mere running of its students' code.

    python benchmarks/floor.py
    python benchmarks/floor.py --rounds 5 --json floor.json

The floor is bare.py: children forked from one process that has imported TensorFlow, which run the
same notebooks and compute the same, without isolation, pytest or checks. In every round both do a
run of 6 submissions and one of so many more; the slope between the two sizes, over all rounds, is
what each further submission costs, and neither is charged its start-up.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from measure import Run, compared, each, further, machine, show
from submissions import Submission, answered, assignment_name, stub, submissions, take, write
from systems import Ours, System, Verdicts, wrong_verdicts

SMALL = 6


class Floor(System):
    """bare.py on a folder of the same notebooks as ours."""

    name = "floor"

    def __init__(self, assignment: str, folder: Path, jobs: int) -> None:
        super().__init__(assignment, folder, Path(sys.executable))
        self.jobs = jobs

    def prepare(self, submissions: Sequence[Submission], folder: Path) -> Sequence[str | Path]:
        """Stubs with the answers filled in."""
        given = stub(self.assignment)
        paths = [
            write(answered(given, submission.answers), folder / f"{submission.name}.ipynb")
            for submission in submissions
        ]
        return [self.python, Path(__file__).with_name("bare.py"), str(self.jobs), *paths]

    def verdicts(self, folder: Path) -> Verdicts:
        """It judges nothing."""
        return {}


def main() -> None:
    """Grade the same submissions with ours, in the namespace sandbox, and run them bare."""
    wanted = _options()
    assignment = assignment_name(wanted.without_fit)
    with tempfile.TemporaryDirectory(prefix="floor-") as scratch:
        ours = Ours(assignment, Path(scratch) / "ours", "namespace", wanted.jobs)
        floor = Floor(assignment, Path(scratch) / "floor", wanted.jobs)
        runs = _measure([floor, ours], wanted.submissions, wanted.rounds)
        versions = ours.versions()
    _print(runs, f"{assignment}: {wanted.submissions} submissions, {wanted.jobs} jobs")
    if wanted.json:
        document = {
            "machine": machine(),
            "versions": versions,
            "options": {name: value for name, value in vars(wanted).items() if name != "json"},
            "runs": {name: [asdict(run) for run in of_one] for name, of_one in runs.items()},
        }
        wanted.json.write_text(json.dumps(document, indent=1), encoding="utf-8")


def _options() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--submissions", type=int, default=24)
    parser.add_argument("--jobs", type=int, default=2, help="of both")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without-fit", action="store_true", help="leave the training out")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all numbers")
    wanted = parser.parse_args()
    if min(wanted.submissions, wanted.rounds, wanted.jobs) < 1:
        parser.error("at least one submission, one round and one job are needed")
    return wanted


def _measure(systems: Sequence[System], count: int, rounds: int) -> dict[str, list[Run]]:
    """The runs of each system; who is first changes with every round."""
    runs: dict[str, list[Run]] = {system.name: [] for system in systems}
    source = submissions(systems[0].assignment)
    for number in range(rounds):
        for size in (SMALL, SMALL + count):
            given = take(source, size)
            for system in systems if number % 2 == 0 else systems[::-1]:
                run, verdicts = system.grade(given)
                if verdicts and (wrong := wrong_verdicts(system.name, given, verdicts)):
                    raise SystemExit("\n".join(wrong))
                runs[system.name].append(run)
                print(f"{system.name:5} {run.n:3} in {run.wall_s:.1f} s", file=sys.stderr)
    return runs


def _print(runs: dict[str, list[Run]], title: str) -> None:
    """The table: what a submission costs bare and in ours, and how many times that is."""
    slopes = [further(of_one) for of_one in runs.values()]
    large = [[run for run in of_one if run.n > SMALL] for of_one in runs.values()]
    shares = [each(of_one) for of_one in large]
    peaks = [f"{max(run.peak_mib for run in of_one):.0f} MiB" for of_one in large]
    rows = [
        ("wall of each further", *compared([cost.wall_s for cost in slopes])),
        ("CPU of each further", *compared([cost.cpu_s for cost in slopes])),
        ("wall, with start-up", *compared([cost.wall_s for cost in shares])),
        ("CPU, with start-up", *compared([cost.cpu_s for cost in shares])),
        ("peak memory of all", *peaks),
    ]
    caption = "× says how many times the floor; “each further” leaves start-up out."
    show(title, ["a submission", *runs], rows, caption)


if __name__ == "__main__":
    main()
