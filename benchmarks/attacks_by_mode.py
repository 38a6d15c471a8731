"""How many attacks of tests/attacks get through in each sandbox.

    python benchmarks/attacks_by_mode.py
    python benchmarks/attacks_by_mode.py --sandbox process --only reading

In `process` an attack may do what it tries to: run this on a machine of which nothing is lost.
Those that would end or change the machine itself are not tried there, and count as getting
through.
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.attacks import arena  # noqa: E402
from tests.attacks import attack as suite  # noqa: E402

SANDBOXES = ("process", "namespace", "container")


def main() -> None:
    """Read the arguments, run, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sandbox", choices=SANDBOXES, action="append")
    parser.add_argument("--only", default="", help="attacks with this in their names")
    chosen = parser.parse_args()
    attacks = [one for one in suite.all_attacks() if chosen.only in one.name]
    modes = chosen.sandbox or SANDBOXES
    through = {mode: count(attacks, mode) for mode in modes}
    print_table(attacks, through)


def count(attacks: list[suite.Attack], sandbox: str) -> Counter[tuple[str, str]]:
    """How many of each class were held off, got through, or were not tried."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        found: Counter[tuple[str, str]] = Counter()
        for one, problems in outcomes(attacks, sandbox, Path(folder)):
            how = "through" if problems else "held"
            if problems is None:
                how = "not tried"
            found[one.kind, how] += 1
            if problems:
                more = f" (and {len(problems) - 1} more)" if problems[1:] else ""
                print(f"{sandbox}: {one.name}: {problems[0][:400]}{more}", file=sys.stderr)
        return found


def outcomes(attacks: list[suite.Attack], sandbox: str, folder: Path):
    """Each attack with what did not come out as it must; None where it is not tried."""
    small = [one for one in attacks if one.assignment == "target"]
    real = [one for one in attacks if one.assignment != "target"]
    if small:
        place = arena.Arena(sandbox)
        try:
            for one in small:
                dangerous = sandbox == "process" and one.process == "never"
                yield one, None if dangerous else arena.problems(one, place.attack(one))
        finally:
            place.close()
    if real:
        for one, answer in arena.claims(real, sandbox, folder):
            yield one, arena.earned(one, answer)


def print_table(attacks: list[suite.Attack], through: dict[str, Counter[tuple[str, str]]]) -> None:
    """A row for each class of attacks."""
    table = Table("class", "attacks", *(f"get through in {mode}" for mode in through))
    for kind in suite.CLASSES:
        number = sum(one.kind == kind for one in attacks)
        table.add_row(kind, str(number), *(_cell(found, [kind]) for found in through.values()))
    every = [_cell(found, suite.CLASSES) for found in through.values()]
    table.add_row("all", str(len(attacks)), *every)
    Console().print(table)


def _cell(found: Counter[tuple[str, str]], kinds) -> str:
    got, untried = (sum(found[kind, how] for kind in kinds) for how in ("through", "not tried"))
    return f"{got + untried}" + (f" ({untried} not tried)" if untried else "")


if __name__ == "__main__":
    main()
