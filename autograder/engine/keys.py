"""Keys of what a result depends on: the code that runs, and everything around it.

Comments, blank lines, outputs and markdown make no difference to the first, nor does anything
but the code of a check, and of what stands beside it, to the key of that check.
"""

import ast
import functools
import hashlib
import importlib.metadata
import json
import platform
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

import autograder
from autograder.course import Assignment, Course
from autograder.engine.cache import Entry
from autograder.notebook import Cell, Notebook

# our own code that decides a result; what only schedules, shows or exports does not
ROOMS = ("wire", "student", "notebook", "course", "results", "sandbox", "grading", "datasets")
ANSWERS = {"mutants", "variants", "__pycache__"}
_PLACE = re.compile(r"\b(cell|line)s? \d", re.I)


def entry_key(code: str, environment: str, seed: int | None) -> str:
    """The key of what is known of a code; with no seed, each grading would draw its own."""
    return _digest(code, environment, "fresh" if seed is None else str(seed))


def code_key(notebook: Notebook) -> str:
    """The key of the code that runs."""
    cells = [
        (cell.kind, cell.exercise, cell.problem, _normal(cell.code), _normal(cell.definitions))
        for cell in _running(notebook)
    ]
    return _digest(json.dumps([cells, notebook.notices]))


def exact_key(notebook: Notebook) -> str:
    """The key of the same code as it is written, with the places that sentences speak of."""
    return _digest(json.dumps([(cell.label, cell.code) for cell in _running(notebook)]))


def mentions_places(entry: Entry) -> bool:
    """Whether what was found speaks of a line or a cell by its number."""
    texts = [*entry.notices, entry.output, *(kept.result.message for kept in entry.checks)]
    return any(_PLACE.search(text) for text in texts)


def environment_key(course: Course, assignment: Assignment, sandbox: str) -> str:
    """The key of everything around the submission but the checks."""
    stub = assignment.stub.read_bytes() if assignment.stub.exists() else b""
    limits = msgspec.json.encode(course.settings.limits).decode()
    names = json.dumps([assignment.name, assignment.exercises, sandbox])
    return _digest(_machine(), _own_code(), limits, names, hashlib.sha256(stub).hexdigest())


def graders_key(assignment: Assignment) -> str:
    """The key of all files of the checks, to the letter."""
    return _digest(*(_of_file(path) for path in _grader_files(assignment)))


def check_keys(assignment: Assignment) -> dict[str, str]:
    """A key for every check whose code can be told from the rest of its module."""
    tests = set(assignment.graders.glob("test_*.py"))
    support = [_of_file(path) for path in _grader_files(assignment) if path not in tests]
    own: dict[str, str] = {}
    needs: dict[str, list[str]] = {}
    for path in sorted(tests):
        try:
            tree = ast.parse(path.read_bytes())
        except (SyntaxError, ValueError):
            continue
        checks = [node for node in tree.body if _is_check(node)]
        rest = [ast.dump(node) for node in tree.body if node not in checks]
        for node in checks:
            assert isinstance(node, ast.FunctionDef)
            own[node.name] = _digest(path.name, ast.dump(node), *rest, *support)
            needs[node.name] = list(_depends_on(node))
    return {name: _digest(*_with_needs(name, own, needs, set())) for name in own}


def _with_needs(
    name: str, own: dict[str, str], needs: dict[str, list[str]], seen: set[str]
) -> Iterator[str]:
    if name not in seen:
        seen.add(name)
        yield own.get(name, "")
        for needed in needs.get(name, ()):
            yield from _with_needs(needed, own, needs, seen)


def _is_check(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef) and any(
        isinstance(call, ast.Call) and getattr(call.func, "id", "") == "check"
        for call in node.decorator_list
    )


def _depends_on(node: ast.FunctionDef) -> Iterator[str]:
    for call in node.decorator_list:
        if isinstance(call, ast.Call):
            for word in call.keywords:
                if word.arg == "depends_on":
                    yield from (
                        part.value
                        for part in ast.walk(word.value)
                        if isinstance(part, ast.Constant) and isinstance(part.value, str)
                    )


def _running(notebook: Notebook) -> list[Cell]:
    return [cell for cell in notebook.cells if cell.kind != "explore"]


def _normal(code: str) -> str:
    try:
        return ast.dump(ast.parse(code))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return code


def _grader_files(assignment: Assignment) -> list[Path]:
    beside = assignment.graders.rglob("*")
    above = assignment.graders.parent.glob("*.py")
    return sorted(
        path
        for path in (*beside, *above)
        if path.is_file()
        and path.name != "calibration.json"
        and not ANSWERS & {*path.relative_to(assignment.graders.parent).parts}
    )


def _of_file(path: Path) -> str:
    return _digest(path.name, hashlib.sha256(path.read_bytes()).hexdigest())


@functools.lru_cache(maxsize=1)
def _machine() -> str:
    packages = sorted({f"{d.name}=={d.version}" for d in importlib.metadata.distributions()})
    return _digest(sys.version, platform.machine(), *packages)


@functools.lru_cache(maxsize=1)
def _own_code() -> str:
    root = Path(autograder.__file__).parent
    files = [root / "errors.py", *(p for room in ROOMS for p in (root / room).rglob("*.py"))]
    return _digest(*(f"{p.relative_to(root)} {_of_file(p)}" for p in sorted(files)))


def _digest(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode(errors="surrogatepass")).hexdigest()
