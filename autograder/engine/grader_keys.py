"""Keys of the checks: each is the key of all that decides what its check says.

The graders are read, not imported or run. Where reading does not tell what a check depends on,
it has no key, and its results are never used again. Comments make no difference.
"""

import ast
import functools
import hashlib
import json
import os
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Assignment
from autograder.notebook.transform import NOT_PYTHON

# what proves the graders right, and what Python makes of them, is no part of them
NOT_READ = {"mutants", "variants", "calibration.json"}
_MADE = "__pycache__"

_DEFINES = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class _Check:
    name: str
    own: str
    """The key of its code and of all that stands beside it."""
    needs: frozenset[str] | None
    """The checks that it depends on; None where that cannot be told."""


def graders_key(assignment: Assignment) -> str:
    """The key of the graders to the letter: while it lasts, nothing about a check has changed."""
    tests = [f"{path.name} {digest_of(path)}" for path in _test_modules(assignment)]
    return digest(*tests, *_support(assignment))


def check_keys(assignment: Assignment, graders: str | None = None) -> dict[str, str]:
    """The key of each check, by its name; without those for which none can be told.

    `graders` is the `graders_key`, where it is known already.
    """
    return dict(_check_keys(assignment, graders or graders_key(assignment)))


@functools.lru_cache(maxsize=256)
def _check_keys(assignment: Assignment, graders: str) -> dict[str, str]:
    """They are what they were while the graders are: forks have them from the process before."""
    support = _support(assignment)
    checks: dict[str, _Check] = {}
    definitions: Counter[str] = Counter()
    for path in _test_modules(assignment):
        try:
            tree = ast.parse(path.read_bytes())
            checks |= {check.name: check for check in _checks_in(tree, path.name, support)}
        except (*NOT_PYTHON, OSError):
            continue
        definitions.update(node.name for node in ast.walk(tree) if isinstance(node, _DEFINES))
    # of two functions of a name, it takes running to know which one is the check
    checks = {name: check for name, check in checks.items() if definitions[name] == 1}
    return {name: key for name in checks if (key := _with_needs(name, checks)) is not None}


def digest(*parts: str) -> str:
    """A hash of texts, each of which counts as a whole."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def digest_of(path: Path) -> str:
    """A hash of a file's content; one that cannot be read is of no effect on graders either."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def files_below(root: Path, but: Container[str] = ()) -> Iterator[tuple[str, Path]]:
    """(place, path) of every file below a folder, links followed, but none that Python makes.

    What goes by a name in `but`, right below the folder, is not looked at.
    """
    seen: set[Path] = set()
    for name, folders, files in os.walk(root, followlinks=True):
        folder = Path(name)
        if folder.name == _MADE or (real := folder.resolve()) in seen:  # links may lead back
            folders.clear()
            continue
        seen.add(real)
        left_out = but if folder == root else ()
        folders[:] = sorted(name for name in folders if name not in left_out)
        for path in (folder / file for file in sorted(files) if file not in left_out):
            if path.is_file():  # reading a pipe would never end
                yield path.relative_to(root).as_posix(), path


def _test_modules(assignment: Assignment) -> list[Path]:
    return sorted(assignment.graders.glob("test_*.py"))


def _support(assignment: Assignment) -> list[str]:
    """Place and hash of each file that the graders may read, besides the test modules."""
    graders = assignment.graders
    tests = {path.name for path in _test_modules(assignment)}
    beside = [(place, path) for place, path in files_below(graders, NOT_READ) if place not in tests]
    helpers = [(f"../{path.name}", path) for path in sorted(graders.parent.glob("*.py"))]
    # pytest takes every one on the way up, from outside of the course, too
    above = [
        (f"{depth} up: {path.name}", path)
        for depth, folder in enumerate(graders.parent.parents)
        if (path := folder / "conftest.py").is_file()
    ]
    return [f"{place} {digest_of(path)}" for place, path in (*beside, *helpers, *above)]


def _checks_in(tree: ast.Module, module: str, support: list[str]) -> list[_Check]:
    checks = [node for node in tree.body if isinstance(node, ast.FunctionDef) and _marks(node)]
    names = {node.name for node in checks}
    rest = [node for node in tree.body if node not in checks]
    common = digest(module, *map(ast.dump, rest), *support)
    called = names & _names_in(*rest)
    return [
        _Check(
            node.name,
            digest(ast.dump(node), common),
            _needs(node, called | (names & _names_in(node))),
        )
        for node in checks
    ]


def _marks(node: ast.FunctionDef) -> list[ast.Call]:
    """Its decorators `@check(…)`, whatever `check` is taken from."""
    calls = [call for call in node.decorator_list if isinstance(call, ast.Call)]
    return [c for c in calls if getattr(c.func, "attr", getattr(c.func, "id", "")) == "check"]


def _names_in(*nodes: ast.stmt) -> set[str]:
    return {n.id for node in nodes for n in ast.walk(node) if isinstance(n, ast.Name)}


def _needs(node: ast.FunctionDef, used: set[str]) -> frozenset[str] | None:
    """The checks that a check names: in `depends_on`, or in its code, as functions."""
    needs = used
    for call in _marks(node):
        if call.args or any(word.arg is None for word in call.keywords):
            return None
        for word in call.keywords:
            if word.arg == "depends_on":
                if (named := _literal_names(word.value)) is None:
                    return None
                needs = needs | named
    return frozenset(needs)


def _literal_names(node: ast.expr) -> set[str] | None:
    """The names in a string, or in a tuple or list of strings, as it is written."""
    parts = node.elts if isinstance(node, ast.Tuple | ast.List) else [node]
    values = [part.value for part in parts if isinstance(part, ast.Constant)]
    names = [value for value in values if isinstance(value, str)]
    return set(names) if len(names) == len(parts) else None


def _with_needs(name: str, checks: dict[str, _Check]) -> str | None:
    """The key of a check and of all that it depends on, directly or not."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        check = checks.get(waiting.pop())
        if check is None or check.needs is None:
            return None
        found.add(check.name)
        waiting += check.needs - found
    return digest(checks[name].own, *(checks[needed].own for needed in sorted(found)))
