"""The same attacks on ours, nbgrader and Otter: how many points each gives for no right answer.

    python benchmarks/attacks.py
    python benchmarks/attacks.py --only ours --json attacks.json

All three grade `regression_without_fit` (four checks, a point each), ours with its checks and the
others with the same assertions, see assertions.py. The answers of every notebook are wrong, and
earn nothing; what is added to them (see hostile.py) differs. Each is graded in a run of its own, in
a folder of its own. Ours runs in the `namespace` sandbox; nbgrader and Otter as in peers.py, in
environments of their own, which are made the first time.

Exit code 1: ours gave a point to an attack, or some system took a right notebook for a wrong one.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from hostile import ATTACKS, NOTHING, Attack
from measure import machine
from rich.console import Console
from rich.table import Table
from submissions import COURSE, Submission, answers_in, read
from systems import Nbgrader, Otter, Ours, System

ASSIGNMENT = "regression_without_fit"
NAMES = ("ours", "nbgrader", "otter")
NO_GRADE = "no grade"
PATIENCE_S = 300.0
# a child that outlives the grading gets so long, before points are read
LATER_S = 3.0

# what an attack got, by system: points, or why there are none
Row = dict[str, float | str]


def main() -> int:
    """Try every attack on every system, and print the table."""
    wanted = _options()
    with tempfile.TemporaryDirectory(prefix="attacks-", ignore_cleanup_errors=True) as scratch:
        systems = _systems(wanted.only, wanted.sandbox, Path(scratch))
        versions = {system.name: system.versions() for system in systems}
        rows = {"none: the reference": try_on(systems, _reference(), "reference")}
        for number, attack in enumerate([NOTHING, *ATTACKS][: wanted.first]):
            rows[attack.name] = try_on(systems, attack.answers, f"attack{number:02}")
            print(f"{attack.name}: {rows[attack.name]}", file=sys.stderr)
    show(rows, [system.name for system in systems])
    if wanted.json:
        document = {"machine": machine(), "versions": versions, "points": rows}
        wanted.json.write_text(json.dumps(document, indent=1), encoding="utf-8")
    return 1 if complaints(rows) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default=",".join(NAMES), help="systems, with commas between")
    parser.add_argument("--sandbox", default="namespace", help="of ours")
    parser.add_argument(
        "--first", type=int, help="only the first so many, the honest part included"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all numbers")
    wanted = parser.parse_args()
    wanted.only = wanted.only.split(",")
    if unknown := set(wanted.only) - set(NAMES):
        parser.error(f"--only takes {', '.join(NAMES)}; not {', '.join(sorted(unknown))}")
    return wanted


def _systems(only: Sequence[str], sandbox: str, scratch: Path) -> list[System]:
    make: dict[str, Callable[[Path], System]] = {
        "ours": lambda folder: Ours(ASSIGNMENT, folder, sandbox, jobs=1),
        "nbgrader": lambda folder: Nbgrader(ASSIGNMENT, folder),
        "otter": lambda folder: Otter(ASSIGNMENT, folder),
    }
    return [make[name](scratch / name) for name in NAMES if name in only]


def _reference() -> dict[str, str]:
    return answers_in(read(COURSE / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"))


def try_on(systems: Sequence[System], answers: Mapping[str, str], name: str) -> Row:
    """What each system gives to a notebook with these answers."""
    return {
        system.name: points_of(system, Submission(name, answers, right=False)) for system in systems
    }


def points_of(system: System, submission: Submission) -> float | str:
    """The points that a system gives to one notebook, graded in a run of its own."""
    folder = system.folder / submission.name
    command = system.prepare([submission], folder)
    with system.log.open("ab") as log, contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(
            command, cwd=folder, env={**os.environ, **system.env}, stdout=log, stderr=log,
            stdin=subprocess.DEVNULL, timeout=PATIENCE_S, check=False,
        )  # fmt: skip
    time.sleep(LATER_S)
    try:
        return system.points(folder)[submission.name][0]
    except (Exception, SystemExit):  # whatever an attack has left of the results
        return NO_GRADE


def complaints(rows: Mapping[str, Row]) -> list[str]:
    """What must not be: a sentence each."""
    reference, *others = rows
    said = [
        f"{name} gives {got} to the reference" for name, got in rows[reference].items() if got != 4
    ]
    said += [
        f"ours gives {rows[name]['ours']} to “{name}”"
        for name in others
        if rows[name].get("ours", 0) != 0
    ]
    said += [
        f"{name} gives {got} for nothing" for name, got in rows.get(NOTHING.name, {}).items() if got
    ]
    for sentence in said:
        print(sentence, file=sys.stderr)
    return said


def show(rows: Mapping[str, Row], names: Sequence[str]) -> None:
    """The table, and how many attacks got points from each system."""
    table = Table(
        "attack", *names, caption="points of 4", title="what is given for no right answer"
    )
    for name, row in rows.items():
        table.add_row(name, *(got if isinstance(got, str) else f"{got:g}" for got in row.values()))
    tried: list[Attack] = [attack for attack in ATTACKS if attack.name in rows]
    bought = [sum(_is_point(rows[a.name][name]) for a in tried) for name in names]
    table.add_section()
    table.add_row("attacks that got a point", *(f"{n} of {len(tried)}" for n in bought))
    Console(width=max(104, Console().width)).print(table)


def _is_point(got: float | str) -> bool:
    return not isinstance(got, str) and got > 0


if __name__ == "__main__":
    sys.exit(main())
