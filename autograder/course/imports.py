"""Which modules a course's own files import: what is worth having in memory beforehand.

Nothing is run, the files are only read, so what they hide from a parser is not found.
"""

import ast
from collections.abc import Iterable, Iterator

from autograder.course.course import Assignment
from autograder.errors import NotebookError


def modules_of_stubs(assignments: Iterable[Assignment]) -> list[str]:
    """What the cells that students are given import, each name once."""
    from autograder.notebook import read, split  # noqa: PLC0415 - heavy, and not always needed

    found: dict[str, None] = {}
    for assignment in assignments:
        try:
            cells = split(read(assignment.stub), None, assignment.exercises).cells
        except NotebookError:
            continue  # whoever grades this assignment is told
        for cell in cells:
            if cell.kind != "explore":
                found |= dict.fromkeys(_modules(cell.code))
    return list(found)


def modules_of_graders(assignments: Iterable[Assignment]) -> list[str]:
    """What the checks import, each name once."""
    found: dict[str, None] = {}
    for assignment in assignments:
        for path in sorted(assignment.graders.glob("*.py")):
            found |= dict.fromkeys(_modules(path.read_text(encoding="utf-8", errors="replace")))
    return list(found)


def _modules(code: str) -> Iterator[str]:
    """Every name that may be a module; `from a import b` may mean the module a.b."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
