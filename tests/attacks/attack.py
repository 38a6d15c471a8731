"""An attack: a file of cells, and in its docstring what it tries and what must come of it.

The docstring ends with lines `field: value`:

    lost      the checks that it may not pass (without `test_`); all others it has to pass
    points    what its honest part earns
    on        the exercises that it answers; the right answers of all others are put behind it
    shows     text that has to be found in the result, since then the attack was really tried
    process   "holds" where the sandbox `process` promises to hold it, too; "open" where it does
              not; "never" where trying it would harm the machine that the tests run on
    refused   in the place of lost and points: the notebook is not graded, with this in the reason
    repeat    how many copies of the last cell the notebook has
    assignment, exercise   an attack on an assignment of this repository: the reference with
              these cells in the place of that exercise's answer; only its checks are run

A cell that begins with `# %% [beside]` is run by the suite before grading: it puts files beside
the notebook. It finds `folder` and `notebook` (paths) and TARGET.

The other cells find TARGET, too, since an attacker is assumed to know where everything is: paths,
ports and numbers of processes on the machine. An attack that gets somewhere prints a line that
begins with “!!!”; that is how the suite learns about it.
"""

import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
CLASSES = (
    "patching",
    "frames",
    "reading",
    "forging",
    "claims",
    "exhaustion",
    "escape",
    "artefacts",
    "environment",
)
_FIELDS = {
    *("lost", "points", "on", "shows", "process", "refused", "repeat"),
    *("assignment", "exercise"),
}
_CELL = re.compile(r"^# %%(.*)$", re.M)


@dataclass(frozen=True)
class Attack:
    """One file."""

    path: Path
    says: str
    fields: dict[str, str]
    cells: tuple[str, ...]
    beside: str

    @property
    def name(self) -> str:
        return f"{self.path.parent.name}/{self.path.stem}"

    @property
    def kind(self) -> str:
        return self.path.parent.name

    @property
    def lost(self) -> set[str]:
        return words(self.fields.get("lost", ""))

    @property
    def on(self) -> set[str]:
        return words(self.fields.get("on", ""))

    @property
    def points(self) -> float:
        return float(self.fields.get("points", 0))

    @property
    def process(self) -> str:
        return self.fields["process"]

    @property
    def assignment(self) -> str:
        return self.fields.get("assignment", "target")

    @property
    def exercise(self) -> str | None:
        return self.fields.get("exercise")


def words(text: str) -> set[str]:
    """Names with commas between them."""
    return {word.strip() for word in text.split(",") if word.strip()}


def read(path: Path) -> Attack:
    """The attack in a file."""
    text = path.read_text(encoding="utf-8")
    says = text.split('"""')[1]  # not by its syntax, since some are no Python
    *prose, last = says.strip().split("\n\n")
    fields = {}
    for line in last.splitlines():
        name, _, value = line.partition(":")
        assert name in _FIELDS, f"{path}: {name!r} is no field of an attack"
        fields[name] = value.strip()
    marks, beside, cells = list(_CELL.finditer(text)), "", []
    for mark, end in zip(marks, [m.start() for m in marks[1:]] + [len(text)], strict=True):
        body = text[mark.end() : end].strip("\n")
        if "[beside]" in mark[1]:
            beside = body
        else:
            cells.append(body)
    repeat = int(fields.get("repeat", 1))
    cells += cells[-1:] * (repeat - 1)
    return Attack(path, "\n\n".join(prose), fields, tuple(cells), beside)


def all_attacks() -> list[Attack]:
    """Every attack of the suite."""
    return [read(path) for kind in CLASSES for path in sorted((HERE / kind).glob("*.py"))]


def on_target() -> list[Attack]:
    """Those on the small course that exists to be attacked."""
    return [attack for attack in all_attacks() if attack.assignment == "target"]


def on_assignments() -> list[Attack]:
    """Those on assignments of this repository."""
    return [attack for attack in all_attacks() if attack.assignment != "target"]
