"""What a grading run says: frozen, typed, and explicitly JSON.

A `Document` holds one `SubmissionResult` for every submission that got a result and one
`Failure` for every one that did not; nothing that was asked for is in neither.
"""

import functools
import sys
from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta

from autograder.errors import UsageError

SCHEMA_VERSION = 1

# which outcome explains a score best
WEIGHT = ("errored", "failed", "blocked", "passed")
Outcome = Literal["passed", "failed", "blocked", "errored"]
Points = Annotated[float, Meta(ge=0)]
Seconds = Annotated[float, Meta(ge=0)]


# Records hold no cycles: gc=False spares the collector a walk through a class of thousands.


class Measure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """What a check with a threshold measured, and what it asked for."""

    value: float
    threshold: float
    direction: Annotated[
        Literal["at_least", "at_most"], Meta(description="On which side of the threshold is right.")
    ]


class Picture(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Something to look at: predicted boxes, masks, samples, a curve."""

    title: str
    png: Annotated[bytes, Meta(description="The file, in base64.")]


class Layer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """One layer of an architecture, as far as it is known."""

    name: Annotated[str, Meta(description="Its name; empty where any name is right.")] = ""
    kind: Annotated[str, Meta(description="Its class, e.g. Conv2D.")]
    output_shape: Annotated[
        tuple[int | None, ...] | None,
        Meta(description="Without the batch; null where it is not known."),
    ] = None
    parameters: Annotated[
        int | None, Meta(description="Weights and biases; null where it is not known.")
    ] = None


class Architecture(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """The layers that were found, and those that the exercise's text asks for."""

    title: str
    found: tuple[Layer, ...]
    expected: Annotated[
        tuple[Layer, ...], Meta(description="Empty for a hidden check, which does not tell it.")
    ] = ()


@functools.lru_cache(maxsize=2**16, typed=True)  # 1 is written otherwise than 1.0
def _kept_once(number: float) -> float:
    """The same object for the same number, of which a large class has few."""
    return number


class CheckResult(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """The outcome of one check: what a student reads about it, and what it is worth."""

    id: Annotated[str, Meta(description="Name of the test function; unique in an assignment.")]
    exercise: Annotated[str, Meta(description="The exercise that the check belongs to.")]
    title: Annotated[str, Meta(description="First line of the check's docstring.")]
    points: Annotated[Points, Meta(description="Points that a pass is worth.")]
    score: Annotated[Points, Meta(description="Points earned: all of them or none.")]
    outcome: Annotated[
        Outcome,
        Meta(
            description="passed, failed, blocked (what it depends on is missing) or errored"
            " (our fault: the result is not final, and the submission is listed in failures too)."
        ),
    ]
    message: Annotated[str, Meta(description="The symptom, in a sentence; empty when passed.")]
    hint: Annotated[str, Meta(description="The check's hint; empty when passed.")]
    public: Annotated[bool, Meta(description="Whether students can run this check themselves.")]
    duration_s: Annotated[Seconds, Meta(description="Wall-clock seconds of the whole check.")]
    trace: Annotated[
        str,
        Meta(
            description="For staff, not for students: where the check's own code stopped, when"
            " that was not by a statement about the answer."
        ),
    ] = ""
    measures: Annotated[
        dict[str, Measure],
        Meta(description="What a check with a threshold measured, e.g. an accuracy, by name."),
    ] = {}
    pictures: Annotated[
        tuple[Picture, ...], Meta(description="What the check looked at, for people to see.")
    ] = ()
    architectures: Annotated[
        tuple[Architecture, ...], Meta(description="Layers found and expected, side by side.")
    ] = ()

    def __post_init__(self) -> None:
        # the same for everybody: kept once, a large class takes half the memory
        for name in ("id", "exercise", "title", "hint", "message"):
            msgspec.structs.force_setattr(self, name, sys.intern(getattr(self, name)))
        for name in ("points", "score", "duration_s"):
            msgspec.structs.force_setattr(self, name, _kept_once(getattr(self, name)))


_PLAIN_FIELDS = tuple(
    name
    for name in CheckResult.__struct_fields__
    if name not in ("measures", "pictures", "architectures")
)


@functools.lru_cache(maxsize=2**16, typed=True)
def _check_kept_once(*values: str | float) -> CheckResult:
    """The same object for the same check without measures and pictures; by _PLAIN_FIELDS."""
    return CheckResult(**dict(zip(_PLAIN_FIELDS, values, strict=True)))  # type: ignore[arg-type]


class SubmissionResult(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False
):
    """Everything that grading one submission found out."""

    submission: Annotated[str, Meta(description="The path of the notebook, as it was given.")]
    assignment: str
    score: Points
    max_score: Points
    seed: Annotated[
        int, Meta(description="Grading again with this seed draws the same hidden data.")
    ]
    duration_s: Annotated[Seconds, Meta(description="Wall-clock seconds from start to result.")]
    sandbox: Annotated[str, Meta(description="Where the student's code ran.")]
    image: Annotated[
        str, Meta(description="The digest of the container's image; empty without a container.")
    ] = ""
    checks: tuple[CheckResult, ...]
    notices: Annotated[
        tuple[str, ...],
        Meta(description="What was repaired or left out, a sentence each; costs no points."),
    ] = ()
    output: Annotated[
        str, Meta(description="What the student's code printed, cut to the limit.")
    ] = ""
    answers: Annotated[
        dict[str, str],
        Meta(description="The student's own code as it was graded, by exercise; cut when long."),
    ] = {}

    cached: Annotated[
        bool,
        Meta(description="Whether all of it comes from an earlier grading of the same code."),
    ] = False

    def __post_init__(self) -> None:
        if self.score > self.max_score:
            raise ValueError(f"a score of {self.score} of {self.max_score} points")
        checks = tuple(
            check
            if check.measures or check.pictures or check.architectures
            else _check_kept_once(*(getattr(check, name) for name in _PLAIN_FIELDS))
            for check in self.checks
        )
        msgspec.structs.force_setattr(self, "checks", checks)

    @property
    def summary(self) -> str:
        """One sentence that explains the score."""
        wanting = [check for check in self.checks if check.outcome != "passed"]
        if not wanting:
            return "Every check passed."
        worst = min(wanting, key=lambda check: WEIGHT.index(check.outcome))
        sentence = worst.message.strip().splitlines()[0] if worst.message.strip() else worst.title
        return f"{worst.exercise}: {sentence}"

    @property
    def errored(self) -> bool:
        """Whether a check could not be carried out, so that this result is not final."""
        return any(check.outcome == "errored" for check in self.checks)


class Failure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A submission that could not be graded, or not fully, and why."""

    submission: str
    reason: Annotated[str, Meta(description="One sentence: what was found and what to do.")]


class Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `autograder grade --json` writes."""

    schema_version: Literal[1] = 1
    results: tuple[SubmissionResult, ...] = ()
    failures: tuple[Failure, ...] = ()


Record = TypeVar("Record", bound=msgspec.Struct)


def to_json(record: msgspec.Struct) -> bytes:
    """Indented UTF-8 JSON with keys in the order of the record's fields."""
    return msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"


def from_json(kind: type[Record], text: bytes | str) -> Record:
    """Read a record back.

    Raises:
        UsageError: when the text is not such a record, with the place where it differs.
    """
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.DecodeError as error:
        raise UsageError(f"This is not a {kind.__name__} as JSON: {error}.") from None
