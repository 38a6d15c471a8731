"""What a notebook of another system comes apart into, before ours is written from it."""

import ast
from dataclasses import dataclass, field
from typing import Literal

from autograder.notebook import defined_names

Kind = Literal["text", "setup", "exercise", "explore"]
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


@dataclass(frozen=True)
class Piece:
    """One cell of the reference; `exercise` is the name that it defines for the checks."""

    kind: Kind
    source: str
    exercise: str = ""


@dataclass(frozen=True)
class Tests:
    """Statements that become one check, or none where nothing of them is mechanical."""

    name: str
    title: str
    code: str
    points: float
    hidden: bool
    place: str
    after: str
    """The exercise that they follow; they may be about another one."""


@dataclass(frozen=True)
class Remark:
    """Something that needs a hand: where, and why."""

    place: str
    reason: str


@dataclass
class Pieces:
    """All of a notebook."""

    pieces: list[Piece] = field(default_factory=list)
    tests: list[Tests] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def remark(self, place: str, reason: str) -> None:
        """Note what needs a hand."""
        self.remarks.append(Remark(place, reason))

    def add_code(self, source: str) -> None:
        """A cell that belongs to no exercise: run always, or the student's own to look at."""
        if source.strip():
            self.pieces.append(Piece("setup" if _only_defines(source) else "explore", source))

    def add_text(self, source: str) -> None:
        """Text; nothing where there is none."""
        if source.strip():
            self.pieces.append(Piece("text", source))

    def add_exercise(self, source: str, place: str, preferred: str = "") -> str:
        """The cell of an answer; returns the exercise's name, or "" where it can have none."""
        taken = {piece.exercise for piece in self.pieces}
        name = asked_for(source, preferred)
        if not name or name in taken:
            why = f"defines {name}, which has its own cell already" if name else (
                "defines no name that a check could ask for"
            )  # fmt: skip
            self.remark(place, f"the answer {why}; it was left out, so write this exercise anew.")
            return ""
        self.pieces.append(Piece("exercise", source, name))
        return name


def in_words(points: float) -> str:
    """`1 point`, `2.5 points`."""
    return f"{points:g} point" if points == 1 else f"{points:g} points"


def asked_for(source: str, preferred: str = "") -> str:
    """The name that an answer has to define: a function or class before a variable."""
    names = defined_names(source)
    if preferred in names:
        return preferred
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return ""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    lines = source.splitlines()
    definitions = [node for node in body if isinstance(node, kinds)]
    for node in definitions:
        if any(BEGIN in line for line in lines[node.lineno - 1 : node.end_lineno]):
            return node.name
    if definitions:
        return definitions[0].name
    assigned = [node for node in body if isinstance(node, ast.Assign)]
    targets = [target.id for node in assigned for target in node.targets
               if isinstance(target, ast.Name)]  # fmt: skip
    return targets[-1] if targets else ""


def with_region(source: str) -> str:
    """The answer with a solution region: around the body of a lone function, else around all."""
    if BEGIN in source:
        return source
    lines = source.splitlines()
    try:
        body = ast.parse(source).body
    except SyntaxError:
        body = []
    if len(body) == 1 and isinstance(body[0], ast.FunctionDef):
        function = body[0]
        first = 1 if ast.get_docstring(function) is not None and len(function.body) > 1 else 0
        start = function.body[first].lineno - 1
        if start >= function.lineno:  # not all on one line
            indent = lines[start][: len(lines[start]) - len(lines[start].lstrip())]
            inside = [indent + BEGIN, *lines[start:], indent + END]
            return "\n".join([*lines[:start], *inside])
    return "\n".join([BEGIN, *lines, END])


def _only_defines(source: str) -> bool:
    """Whether a cell is imports, definitions and assignments, and nothing else."""
    lines = (line for line in source.splitlines() if not line.lstrip().startswith(("%", "!")))
    try:
        body = ast.parse("\n".join(lines)).body
    except SyntaxError:
        return False
    kinds = (
        ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        | ast.Assign | ast.AnnAssign
    )  # fmt: skip
    return bool(body) and all(
        isinstance(node, kinds)
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        for node in body
    )
