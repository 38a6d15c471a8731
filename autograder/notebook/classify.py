"""Tell what a cell is: from its marks, from the stub, or from the names it defines."""

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.notebook.cells import Kind, plain_code
from autograder.notebook.names import defined_names
from autograder.notebook.read import RawCell, RawNotebook
from autograder.notebook.transform import NOT_PYTHON, PlainPython, parse

_Role = tuple[Kind, str | None]


@dataclass(frozen=True)
class Draft:
    """A cell on its way to being one of the notebook's."""

    raw: RawCell
    kind: Kind
    exercise: str | None
    code: str
    problem: str | None
    defines: frozenset[str]

    @property
    def runs(self) -> bool:
        """Whether the autograder runs it at all."""
        return self.kind != "explore" and self.problem is None

    @property
    def label(self) -> str:
        """What it is called in a sentence."""
        return f"cell {self.raw.index + 1}"


class Classifier:
    """Classifies the cells of one notebook, with one allowance of work for all of them."""

    def __init__(self, stub: RawNotebook | None, exercises: Sequence[str]) -> None:
        self.exercises = tuple(exercises)
        self._plain = PlainPython()
        self._of_stub: dict[str, _Role] = {}
        self.stub: list[Draft] = []
        for cell in stub.cells if stub else ():
            if cell.cell_type == "code" and normal(cell.source):
                draft = self.draft(cell)
                self._of_stub[normal(cell.source)] = draft.kind, draft.exercise
                self.stub.append(draft)
        self._plain = PlainPython()

    def draft(self, cell: RawCell) -> Draft:
        """Return the cell with its code and its kind."""
        code, problem = plain_code(cell.source, cell.index, self._plain)
        defines = defined_names(code) if problem is None else self._seemingly_defines(cell.source)
        kind, exercise = self._role(cell, code, defines)
        return Draft(cell, kind, exercise, code, problem, defines)

    def is_unanswered(self, draft: Draft) -> bool:
        """Tell whether an exercise's cell has no answer yet.

        It is as the stub has it, or, as in a stub with another text, only raises.
        """
        role = self._of_stub.get(normal(draft.raw.source))
        if role is not None:
            return role[0] == "exercise"
        return draft.exercise is not None and _only_raises(draft.code, draft.exercise)

    def is_untouched(self, draft: Draft) -> bool:
        """Tell whether the stub has this very cell."""
        return normal(draft.raw.source) in self._of_stub

    def _role(self, cell: RawCell, code: str, defines: frozenset[str]) -> _Role:
        answered = [name for name in self.exercises if name in defines]
        marked = marked_exercise(cell)
        if marked in self.exercises:
            # Where answers were pasted into one another's cells, the names decide.
            return "exercise", answered[0] if answered and marked not in answered else marked
        if "setup" in _tags(cell):
            return "setup", None
        if role := self._of_stub.get(normal(cell.source)):
            return role
        if answered:
            return "exercise", answered[0]
        if is_explore(cell) or _only_checks(code):
            return "explore", None
        return ("setup" if self._covers_a_setup_cell(defines) else "added"), None

    def _covers_a_setup_cell(self, defines: frozenset[str]) -> bool:
        setups = (draft.defines for draft in self.stub if draft.kind == "setup")
        return any(names and names <= defines for names in setups)

    def _seemingly_defines(self, source: str) -> frozenset[str]:
        return frozenset(name for name in self.exercises if seems_to_define(source, name))


def normal(source: str) -> str:
    """Return the source without what editors change: spaces at line ends, empty lines."""
    return "\n".join(line.rstrip() for line in source.splitlines() if line.strip())


def seems_to_define(source: str, name: str) -> bool:
    """Tell whether text that may not parse has a definition of `name` in it."""
    name = re.escape(name)
    pattern = rf"^(?:(?:async\s+)?def\s+{name}\b|class\s+{name}\b|{name}\s*=(?!=))"
    return re.search(pattern, source, re.M) is not None


def marked_exercise(cell: RawCell) -> str | None:
    """Return the exercise that the cell's nbgrader mark names."""
    mark = cell.metadata.get("nbgrader")
    if not isinstance(mark, dict) or mark.get("solution") is not True:
        return None
    name = mark.get("grade_id")
    return name if isinstance(name, str) else None


def is_explore(cell: RawCell) -> bool:
    """Tell whether the cell is marked as one that is never run."""
    return "explore" in _tags(cell)


def _tags(cell: RawCell) -> list[object]:
    tags = cell.metadata.get("tags")
    return tags if isinstance(tags, list) else []


def _only_checks(code: str) -> bool:
    try:
        body = parse(code).body
    except NOT_PYTHON:
        return False
    return bool(body) and all(map(_is_check, body))


def _is_check(statement: ast.stmt) -> bool:
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
        return False
    function = statement.value.func
    return isinstance(function, ast.Name) and function.id == "check"


def _only_raises(code: str, name: str) -> bool:
    """Tell whether all that defines `name` begins with `raise NotImplementedError`."""
    definitions = [
        node
        for node in parse(code).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name
    ]
    return bool(definitions) and all(map(_begins_with_raise, definitions))


def _begins_with_raise(node: ast.FunctionDef | ast.ClassDef) -> bool:
    begin = node.body[1:2] if ast.get_docstring(node) is not None else node.body[:1]
    if not begin or not isinstance(begin[0], ast.Raise):
        return False
    raised = begin[0].exc
    raised = raised.func if isinstance(raised, ast.Call) else raised
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
