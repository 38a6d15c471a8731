"""The same class graded by ours, nbgrader and Otter in turn: time, CPU and memory a submission.

    python benchmarks/peers.py
    python benchmarks/peers.py --submissions 48 --rounds 3 --json peers.json

Each round, every system grades a run of 2 submissions and then all others in three chunks; a chunk
goes to each system in turn, so that whatever else the machine does hits all alike. Ours then
grades as many once more in one run. No submission is graded twice by the same system.

Two numbers are told for each: a submission's share of whole runs, starting up included, and what
each further submission costs, which is the slope between the small runs and the larger ones.

nbgrader is run as `nbgrader autograde`. Otter is run as `otter.api.grade_submission`, called for
all submissions of a run from one process, which is the quickest official way without Docker
(`otter run` does the same for one notebook and is started anew for each). Both grade one submission
after the other. Their environments are made the first time, see environments.py.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from measure import Run, compared, each, further, machine, show
from submissions import Submission, assignment_name, submissions, take
from systems import Nbgrader, Otter, Ours, System, wrong_verdicts

SMALL = 2
CHUNKS = 3
NAMES = ("ours", "nbgrader", "otter")


@dataclass(frozen=True)
class Part:
    """A run of one system: what for, and what it cost."""

    system: str
    kind: str
    round: int
    run: Run


def main() -> int:
    """Grade the same submissions with each system, in turn.

    Exit code 1: a system took a right submission for a wrong one, or the other way round.
    """
    wanted = _options()
    assignment = assignment_name(wanted.without_fit)
    with tempfile.TemporaryDirectory(prefix="peers-") as scratch:
        systems = _systems(wanted, assignment, Path(scratch))
        parts, disagreements = _measure(systems, assignment, wanted.submissions, wanted.rounds)
        versions = {system.name: system.versions() for system in systems}
    _print(parts, f"{assignment}: {wanted.submissions} submissions, ours with {wanted.jobs} jobs")
    if wanted.json:
        document = {
            "machine": machine(),
            "versions": versions,
            "options": {name: value for name, value in vars(wanted).items() if name != "json"},
            "runs": [asdict(part) for part in parts],
            "disagreements": disagreements,
        }
        wanted.json.write_text(json.dumps(document, indent=1), encoding="utf-8")
    for sentence in disagreements:
        print(sentence, file=sys.stderr)
    return 1 if disagreements else 0


def _options() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--submissions", type=int, default=24)
    parser.add_argument("--jobs", type=int, default=2, help="of ours; the peers do one at a time")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--without-fit", action="store_true", help="leave the training out")
    parser.add_argument("--sandbox", default="namespace", help="of ours")
    parser.add_argument("--only", default=",".join(NAMES), help="systems, with commas between")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all numbers")
    wanted = parser.parse_args()
    wanted.only = wanted.only.split(",")
    if unknown := set(wanted.only) - set(NAMES):
        parser.error(f"--only takes {', '.join(NAMES)}; not {', '.join(sorted(unknown))}")
    if wanted.submissions < CHUNKS or wanted.rounds < 1 or wanted.jobs < 1:
        parser.error(f"at least {CHUNKS} submissions, one round and one job are needed")
    return wanted


def _systems(wanted: argparse.Namespace, assignment: str, scratch: Path) -> list[System]:
    """Those that are asked for, in the order of NAMES."""
    make: dict[str, Callable[[Path], System]] = {
        "ours": lambda folder: Ours(assignment, folder, wanted.sandbox, wanted.jobs),
        "nbgrader": lambda folder: Nbgrader(assignment, folder),
        "otter": lambda folder: Otter(assignment, folder),
    }
    return [make[name](scratch / name) for name in NAMES if name in wanted.only]


def _measure(
    systems: Sequence[System], assignment: str, count: int, rounds: int
) -> tuple[list[Part], list[str]]:
    """Every run of every system, and a sentence for each verdict that is wrong."""
    parts: list[Part] = []
    disagreements: list[str] = []
    source = submissions(assignment)

    def grade(system: System, kind: str, number: int, given: Sequence[Submission]) -> None:
        run, verdicts = system.grade(given)
        parts.append(Part(system.name, kind, number, run))
        disagreements.extend(wrong_verdicts(system.name, given, verdicts))
        print(f"{system.name:9} {kind:5} {run.n:3} in {run.wall_s:.1f} s", file=sys.stderr)

    for number in range(1, rounds + 1):
        sizes = [SMALL, *_chunk_sizes(count)]
        for kind, size in zip(["small", *["chunk"] * CHUNKS], sizes, strict=True):
            given = take(source, size)
            for system in systems:
                grade(system, kind, number, given)
        for system in systems:
            if system.name == "ours":
                grade(system, "whole", number, take(source, count))
    return parts, disagreements


def _chunk_sizes(count: int) -> list[int]:
    """CHUNKS numbers as equal as can be, `count` together."""
    return [(count + i) // CHUNKS for i in range(CHUNKS)]


def _print(parts: Sequence[Part], title: str) -> None:
    """The table: what a submission costs in each system, and how many times ours that is."""

    def runs(system: str, *kinds: str) -> list[Run]:
        return [part.run for part in parts if part.system == system and part.kind in kinds]

    columns: dict[str, tuple[list[Run], list[Run]]] = {}
    for name in dict.fromkeys(part.system for part in parts):
        of_any_size = runs(name, "small", "chunk", "whole")
        if whole := runs(name, "whole"):
            columns[f"{name}, 1 run"] = whole, of_any_size
        columns[f"{name}, {CHUNKS} runs"] = runs(name, "chunk"), of_any_size
    shares = [each(counted) for counted, _ in columns.values()]
    slopes = [further(of_any_size) for _, of_any_size in columns.values()]
    peaks = [f"{max(run.peak_mib for run in counted):.0f} MiB" for counted, _ in columns.values()]
    rows = [
        ("wall, with start-up", *compared([cost.wall_s for cost in shares])),
        ("CPU, with start-up", *compared([cost.cpu_s for cost in shares])),
        ("wall of each further", *compared([cost.wall_s for cost in slopes])),
        ("CPU of each further", *compared([cost.cpu_s for cost in slopes])),
        ("peak memory of all", *peaks),
    ]
    caption = "× says how many times the first column; “each further” leaves start-up out."
    show(title, ["a submission", *columns], rows, caption)


if __name__ == "__main__":
    sys.exit(main())
