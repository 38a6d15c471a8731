"""The page of one submission: what its student reads, and the staff with them."""

import base64
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.reports.about import About
from autograder.reports.code import sentence
from autograder.reports.layers import Row, side_by_side
from autograder.reports.pages import render
from autograder.reports.plain import name_of, plain, printed, shortened
from autograder.results import Architecture, CheckResult, Picture, SubmissionResult

MOST_OUTPUT = 20_000  # characters
WORDS = {
    "passed": "Passed", "failed": "Not right yet", "blocked": "Waiting", "errored": "Our fault",
}  # fmt: skip
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Image:
    """A picture that stands in the page itself."""

    title: str
    address: str
    width: int
    height: int


@dataclass(frozen=True)
class Diagram:
    """Layers side by side, or those that were found alone."""

    title: str
    rows: list[Row]
    compared: bool

    @property
    def differs(self) -> bool:
        """Whether any row needs a look."""
        return self.compared and any(row.status != "same" for row in self.rows)


@dataclass(frozen=True)
class Shown:
    """A check, and what there is to see of it."""

    check: CheckResult
    images: list[Image]
    diagrams: list[Diagram]

    @property
    def symptom(self) -> str:
        """The first line of the message."""
        return self.check.message.strip().partition("\n")[0]

    @property
    def detail(self) -> str:
        """What follows it: numbers of a public check, or the student's own lines."""
        return plain(self.check.message.strip().partition("\n")[2]).strip("\n")

    @property
    def word(self) -> str:
        """Its outcome, in a word."""
        return WORDS[self.check.outcome]


@dataclass(frozen=True)
class Section:
    """An exercise: its checks, and the student's own code."""

    number: int
    name: str
    checks: list[Shown]
    code: str

    @property
    def blocked_by(self) -> str:
        """The one reason for which none of its checks could be tried; empty when there is none."""
        if any(shown.check.outcome != "blocked" for shown in self.checks):
            return ""
        reasons = {shown.symptom for shown in self.checks}
        return reasons.pop() if len(reasons) == 1 and len(self.checks) > 1 else ""

    @property
    def score(self) -> float:
        """Points earned."""
        return sum(shown.check.score for shown in self.checks)

    @property
    def points(self) -> float:
        """Points to be had."""
        return sum(shown.check.points for shown in self.checks)

    @property
    def status(self) -> str:
        """What to say of it as a whole."""
        outcomes = {shown.check.outcome for shown in self.checks}
        return next(o for o in ("errored", "failed", "blocked", "passed") if o in outcomes)

    @property
    def word(self) -> str:
        """The same in words."""
        return WORDS[self.status]


def submission_page(result: SubmissionResult, about: About) -> bytes:
    """The page as UTF-8; it needs no other file and nobody's network."""
    sections = list(_sections(result))
    output, left_out = shortened(printed(result.output).strip("\n"), MOST_OUTPUT)
    return render(
        "submission.html",
        title=f"{name_of(result.submission)} · {result.assignment}",
        about=about,
        result=result,
        name=name_of(result.submission),
        heading=about.assignments.get(result.assignment, result.assignment),
        sections=sections,
        first=_first(sections),
        standing=about.standings.get(result.submission),
        notices=[sentence(notice) for notice in result.notices],
        output=output,
        left_out=left_out,
        command=command(result),
    )


def command(result: SubmissionResult) -> str:
    """What grades the submission again on the same hidden data, from the course's folder."""
    # the place of a class on the machine of the staff is no student's business
    path = result.submission
    path = path.rpartition("/")[2] if path.startswith("/") else path
    words = ["autograder", "grade", path, "--assignment", result.assignment,
             "--seed", str(result.seed), "--sandbox", result.sandbox, "--no-cache"]  # fmt: skip
    return " ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    if word.isprintable() and plain(word) == word:
        return shlex.quote(word)
    return "$'" + "".join(map(_escaped, word)) + "'"


def _escaped(character: str) -> str:
    if character in "\\'":
        return f"\\{character}"
    if character.isprintable() and plain(character) == character:
        return character
    return f"\\U{ord(character):08x}"


def _sections(result: SubmissionResult) -> Iterator[Section]:
    names = list(dict.fromkeys(check.exercise for check in result.checks))
    for number, name in enumerate(names, 1):
        shown = [_shown(check) for check in result.checks if check.exercise == name]
        yield Section(number, name, shown, result.answers.get(name, ""))


def _shown(check: CheckResult) -> Shown:
    images = [image for picture in check.pictures if (image := _image(picture))]
    return Shown(check, images, [_diagram(a, check.public) for a in check.architectures])


def _image(picture: Picture) -> Image | None:
    """The picture; None for what is no PNG file."""
    png = picture.png
    if not png.startswith(_PNG) or len(png) < 24:
        return None
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    address = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    return Image(picture.title, address, width, height)


def _diagram(architecture: Architecture, public: bool) -> Diagram:
    expected = architecture.expected if public else ()
    if not expected:
        return Diagram(
            architecture.title, [Row(None, layer) for layer in architecture.found], False
        )
    return Diagram(architecture.title, side_by_side(expected, architecture.found), True)


def _first(sections: Sequence[Section]) -> tuple[Section, Shown] | None:
    """Where to look first: what went wrong before what is not written yet."""
    for outcome in ("failed", "blocked"):
        for section in sections:
            for shown in section.checks:
                if shown.check.outcome == outcome:
                    return section, shown
    return None
