"""The same attacks on ours, nbgrader and Otter: how many points each gives for no right answer.

    python benchmarks/attacks.py
    python benchmarks/attacks.py --only ours --json attacks.json

All three grade `regression_without_fit` (four checks, a point each), ours with its checks and the
others with the same assertions, see assertions.py. The answers of every notebook are wrong, and
earn nothing; what is added to them (see hostile.py) differs. nbgrader and Otter are run as in
peers.py, in environments of their own, which are made the first time; there, attacks that may end
the grader or change the results of others have a run of their own. Ours grades all of them in one
run, in the `namespace` sandbox. The systems work side by side, each with its own folder and its own
folder for what is temporary.

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
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hostile import ATTACKS, NOTHING, Attack
from measure import machine
from rich.console import Console
from rich.table import Table
from submissions import COURSE, Submission, answers_in, read
from systems import Nbgrader, Otter, Ours, Points, System

ASSIGNMENT = "regression_without_fit"
NAMES = ("ours", "nbgrader", "otter")
REFERENCE = "none: the reference"
NO_GRADE = "no grade"
PATIENCE_S = 3600.0
# a child that outlives the grading gets so long, before points are read
LATER_S = 3.0

# what an attack got, by system: points, or why there are none
Row = dict[str, float | str]


def main() -> int:
    """Try every attack on every system, and print the table."""
    wanted = _options()
    with systems_of(wanted.only, wanted.sandbox) as systems:
        versions = {system.name: system.versions() for system in systems}
        rows = try_all(systems, [NOTHING, *ATTACKS][: wanted.first])
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


@contextlib.contextmanager
def systems_of(names: Sequence[str], sandbox: str = "namespace") -> Iterator[list[System]]:
    """These systems, in the order of NAMES, for as long as they are needed."""
    with tempfile.TemporaryDirectory(prefix="attacks-", ignore_cleanup_errors=True) as scratch:
        make: dict[str, Callable[[Path], System]] = {
            "ours": lambda folder: Ours(ASSIGNMENT, folder, sandbox, jobs=1),
            "nbgrader": lambda folder: Nbgrader(ASSIGNMENT, folder),
            "otter": lambda folder: Otter(ASSIGNMENT, folder),
        }
        yield [make[name](Path(scratch, name)) for name in NAMES if name in names]


def _reference() -> dict[str, str]:
    return answers_in(read(COURSE / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"))


def try_all(systems: Sequence[System], attacks: Sequence[Attack]) -> dict[str, Row]:
    """What each system gives to the reference, and to each attack."""
    answers = {REFERENCE: _reference(), **{attack.name: attack.answers for attack in attacks}}
    named = {
        name: Submission(f"notebook{number:02}", each, right=False)
        for number, (name, each) in enumerate(answers.items())
    }
    alone = [named[attack.name] for attack in attacks if attack.alone]
    together = [submission for submission in named.values() if submission not in alone]
    with ThreadPoolExecutor(len(systems)) as pool:
        found = list(pool.map(lambda system: _points(system, together, alone), systems))
    return {
        name: {
            system.name: got[submission.name] for system, got in zip(systems, found, strict=True)
        }
        for name, submission in named.items()
    }


def _points(system: System, together: Sequence[Submission], alone: Sequence[Submission]) -> Row:
    """By submission, what one system gives; ours takes all at once."""
    apart = isinstance(system, Nbgrader | Otter)
    runs = [together, *([each] for each in alone)] if apart else [[*together, *alone]]
    points: Row = {}
    for number, given in enumerate(runs):
        got = _graded(system, given, system.folder / f"run{number:02}")
        for submission in given:
            points[submission.name] = (
                got[submission.name][0] if submission.name in got else NO_GRADE
            )
            print(f"{system.name}: {submission.name}: {points[submission.name]}", file=sys.stderr)
    return points


def _graded(system: System, given: Sequence[Submission], folder: Path) -> Points:
    """What one run of a system says, as far as the attacks have left anything of it."""
    command = system.prepare(given, folder)
    if isinstance(system, Nbgrader):  # half a minute a cell is not enough on a busy machine
        command = [*command, "--ExecutePreprocessor.timeout=600"]
    temporary = folder / "tmp"
    temporary.mkdir()
    env = {**os.environ, **system.env, "TMPDIR": str(temporary)}
    with system.log.open("ab") as log, contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(
            command, cwd=folder, env=env, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            timeout=PATIENCE_S, check=False,
        )  # fmt: skip
    time.sleep(LATER_S)
    try:
        return system.points(folder)
    except (Exception, SystemExit):
        return {}


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
