"""A failure that the student process reported, and the sentence that a student reads."""

import re

import msgspec

from autograder.grading.advice import advice_for

MESSAGE_CHARS = 400
# what the student's side sends at most is shorter
FIELD_CHARS = 200
REPORT_CHARS = 4_000
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# Keras wraps what happened in a layer's call into a page of text around the point
WRAPPED = re.compile(
    r"Exception encountered when calling .*?\n\n(?P<point>.*?)(\n\nArguments received by|$)", re.S
)


class Frame(msgspec.Struct, frozen=True):
    """One of the student's own lines in a traceback."""

    where: str
    line: int
    function: str
    source: str

    def __post_init__(self) -> None:
        _cut(self, "where", "function", "source")


class Failure(msgspec.Struct, frozen=True):
    """An exception of the student's code, as data."""

    type: str
    bases: tuple[str, ...]
    message: str
    frames: tuple[Frame, ...]

    def __post_init__(self) -> None:
        if len(self.message) > 10_000 or len(self.frames) > 100:
            raise ValueError("too long to be an exception's description")
        _cut(self, "type")

    @property
    def unwritten(self) -> bool:
        """Whether it is the stub's own placeholder that spoke."""
        return self.type == "NotImplementedError"

    def sentence(self, subject: str) -> str:
        """What happened, where, and what to write instead."""
        if self.unwritten:
            name = subject.partition("(")[0]
            return f"{name} is not written yet: it still raises NotImplementedError."
        if self.type == "MemoryError":
            return (
                f"{subject} needed more memory than is allowed{self._place()}:"
                " look for arrays or lists that grow without end."
            )
        message = plain(self.message)
        if self.type == "ValueNotAllowed":
            return f"{subject} gave something that cannot be passed on: {message}."
        line = self.frames[-1].source if self.frames else ""
        happened = f"{subject} raised {self.type}" + (f": {message}" if message else "")
        advice = advice_for(f"{self.type}: {self.message}", line)
        return " ".join(filter(None, [f"{happened}{self._place()}.", advice]))

    def _place(self) -> str:
        if not self.frames:
            return ""
        last = self.frames[-1]
        return f" ({last.where}, line {last.line}: `{last.source.strip()[:120]}`)"

    def traceback(self) -> str:
        """The student's own lines, outermost first."""
        lines = [f"  {f.where}, line {f.line}, in {f.function}: {f.source}" for f in self.frames]
        return "\n".join([*lines, f"{self.type}: {plain(self.message)}"])


def _cut(record: msgspec.Struct, *fields: str) -> None:
    """Make legible what is one word or line where it is honest, before anything looks at it."""
    for field in fields:
        text = legible(getattr(record, field), FIELD_CHARS).replace("\n", " ")
        msgspec.structs.force_setattr(record, field, text)


def legible(text: str, most: int = REPORT_CHARS) -> str:
    """Text without what commands a terminal or cannot be seen, and not longer than a page."""
    if len(text) > most:
        text = text[:most] + "…"
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def failure_from(error: object) -> Failure:
    """The failure in a reply.

    Raises:
        msgspec.ValidationError: it is not one.
    """
    return msgspec.convert(error, Failure)


def plain(message: str) -> str:
    """An exception's message without terminal colours and Keras' wrapping, on one line."""
    text = legible(CONTROL.sub(" ", ANSI.sub("", message)), len(message))
    wrapped = WRAPPED.search(text)
    text = " ".join((wrapped["point"] if wrapped else text).split()).rstrip(".")
    return text if len(text) <= MESSAGE_CHARS else text[:MESSAGE_CHARS] + "…"
