"""A cell cut down to its definitions.

Cells train, plot and download at top level; what grading needs of them is what they define.
"""

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import dataclass

from autograder.notebook.names import used_names
from autograder.notebook.transform import NOT_PYTHON, parse, parses

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_IMPORTS = (ast.Import, ast.ImportFrom)
_DEFINITIONS = (*_IMPORTS, *_FUNCTIONS, ast.ClassDef)
_ASSIGNMENTS = (ast.Assign, ast.AnnAssign, ast.AugAssign)
_BLOCKS = (ast.Try, ast.TryStar, ast.If, ast.With)

# A call of one of these takes long or needs a network, whoever may want its result.
_SLOW = re.compile(r"_*(fit|train|evaluate|predict|load|download|get_file|urlopen|input)(_|$)")


def definitions(code: str, needed: Collection[str] = (), missing: Collection[str] = ()) -> str:
    """Return `code` cut down to what defines something, every line where it was.

    Kept are imports, functions and classes; assignments whose value calls nothing (a lambda
    calls nothing); and assignments, whatever they call short of training, prediction, loading
    and downloads, to a name that a function or class of the cell or `needed` looks up. `try`,
    `if` and `with` are kept around what is kept. An assignment that reads a name which has
    been left out is left out too. When nothing is kept, the text is empty.

    Args:
        code: plain Python.
        needed: names that matter outside this cell, such as those of the exercises.
        missing: names that cells before this one define but that are not there when it runs.

    >>> definitions("import os\\nmodel.fit(x)\\nrate = 0.1")
    'import os\\n\\nrate = 0.1'
    """
    return cut_down(code, needs([code], needed), frozenset(missing))


def cut_down(code: str, needed: Set[str], missing: Set[str]) -> str:
    """Do what `definitions` does when `needed` is known already, from `needs`."""
    try:
        tree = parse(code)
        lacking = missing & _all_names(tree) if missing else missing
        choice = _Chooser(needed, lacking).choose(tree.body)
        reduced = _without(code, choice.dropped) if choice.kept else ""
    except NOT_PYTHON:  # or nested deeper than any person writes
        return ""
    return reduced if reduced == code or parses(reduced) else ""


def needs(codes: Iterable[str], names: Collection[str]) -> frozenset[str]:
    """Return `names`, what functions and classes look up, and what defining those reads."""
    codes = list(codes)
    needed = set(names).union(*map(used_names, codes))
    readers: dict[str, list[set[str]]] = {}
    for statement in (statement for code in codes for statement in _statements(code)):
        if isinstance(statement, _ASSIGNMENTS):
            read = _read(statement)
            for name in _bound(statement):
                readers.setdefault(name, []).append(read)
        elif isinstance(statement, _DEFINITIONS):
            needed |= _read(statement)  # decorators, defaults, base classes
    waiting = list(needed)
    while waiting:
        for read in readers.pop(waiting.pop(), ()):
            waiting += read - needed
            needed |= read
    return frozenset(needed)


def _statements(code: str) -> Iterator[ast.stmt]:
    """Return all statements outside functions and classes."""
    try:
        waiting: list[ast.AST] = [parse(code)]
    except NOT_PYTHON:
        return
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.stmt):
            yield node
        if not isinstance(node, _DEFINITIONS):
            waiting += ast.iter_child_nodes(node)


@dataclass
class _Choice:
    """Which statements of a body stay, and which go (with whether they are in a block)."""

    kept: list[ast.stmt]
    dropped: list[tuple[ast.stmt, bool]]


class _Chooser:
    """Goes through a cell; knows which names matter and which have been left out so far."""

    def __init__(self, needed: Set[str], missing: Set[str]) -> None:
        self._needed = needed
        self._missing = set(missing)

    def choose(self, body: list[ast.stmt], *, nested: bool = False) -> _Choice:
        result = _Choice([], [])
        for statement in body:
            chosen = self._choose_one(statement, nested)
            if not chosen.kept and not isinstance(statement, ast.Pass):
                chosen = _Choice([], [(statement, nested)])
                self._missing |= _bound(statement)
            result.kept += chosen.kept
            result.dropped += chosen.dropped
        return result

    def _choose_one(self, statement: ast.stmt, nested: bool) -> _Choice:
        if isinstance(statement, _BLOCKS):
            return self._choose_in_block(statement)
        if isinstance(statement, _DEFINITIONS) or (
            isinstance(statement, _ASSIGNMENTS) and self._is_wanted(statement)
        ):
            self._missing -= _bound(statement)
            return _Choice([statement], [])
        return _Choice([], [])

    def _is_wanted(self, statement: ast.stmt) -> bool:
        parts = list(_evaluated(statement))
        if _read(statement) & self._missing or any(isinstance(part, ast.Await) for part in parts):
            return False
        calls = [part for part in parts if isinstance(part, ast.Call)]
        wanted = bool(_bound(statement) & self._needed)
        return not calls or (wanted and not any(map(_is_slow, calls)))

    def _choose_in_block(self, block: ast.stmt) -> _Choice:
        heads = [node for node in ast.iter_child_nodes(block) if not isinstance(node, ast.stmt)]
        heads = [node for node in heads if not isinstance(node, ast.ExceptHandler)]
        if isinstance(block, ast.If | ast.With) and not all(map(self._is_quick, heads)):
            return _Choice([], [])
        choices = [self.choose(body, nested=True) for body in _bodies(block)]
        kept = [statement for choice in choices for statement in choice.kept]
        # What one branch defines counts, though another branch that defines it was left out.
        self._missing.difference_update(*map(_bound, kept))
        return _Choice(kept, [drop for choice in choices for drop in choice.dropped])

    def _is_quick(self, head: ast.AST) -> bool:
        calls = [part for part in _evaluated(head) if isinstance(part, ast.Call)]
        return not (_read(head) & self._missing) and not any(map(_is_slow, calls))


def _bodies(block: ast.stmt) -> list[list[ast.stmt]]:
    handlers = [handler.body for handler in getattr(block, "handlers", [])]
    others = [getattr(block, field, []) for field in ("body", "orelse", "finalbody")]
    return [others[0], *handlers, *others[1:]]


def _evaluated(node: ast.AST) -> Iterator[ast.AST]:
    """Walk what is computed when `node` is run: not the bodies of functions."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, ast.Lambda):
            waiting.append(part.args)
        elif isinstance(part, _FUNCTIONS):
            waiting += [*part.decorator_list, part.args]
        else:
            waiting += ast.iter_child_nodes(part)


def _all_names(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _read(node: ast.AST) -> set[str]:
    names = (part for part in _evaluated(node) if isinstance(part, ast.Name))
    read = {part.id for part in names if isinstance(part.ctx, ast.Load)}
    return read | (_bound(node) if isinstance(node, ast.AugAssign) else set())


def _bound(node: ast.AST) -> set[str]:
    if isinstance(node, ast.ClassDef):
        return {node.name}
    bound = set()
    for part in _evaluated(node):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            bound.add(part.id)
        elif isinstance(part, (*_FUNCTIONS, ast.ClassDef)):
            bound.add(part.name)
        elif isinstance(part, ast.alias):
            bound.add(part.asname or part.name.partition(".")[0])
    return bound


def _is_slow(call: ast.Call) -> bool:
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    weights = [keyword.value for keyword in call.keywords if keyword.arg == "weights"]
    # VGG16(weights="imagenet") downloads them
    return _SLOW.match(name) is not None or any(
        isinstance(value, ast.Constant) and value.value is not None for value in weights
    )


def _without(code: str, dropped: list[tuple[ast.stmt, bool]]) -> str:
    """Blank the dropped statements, or put `pass` where Python wants something to stand."""
    lines = [line.encode() for line in code.split("\n")]  # columns are counted in bytes
    for statement, nested in reversed(dropped):
        first, last = statement.lineno - 1, (statement.end_lineno or statement.lineno) - 1
        before = lines[first][: statement.col_offset]
        after = lines[last][statement.end_col_offset :]
        continued = first > 0 and lines[first - 1].endswith(b"\\")
        alone = not before.strip() and not after.partition(b"#")[0].strip() and not continued
        # A semicolon after several lines needs them joined to what stands before it.
        joined = last > first and after.lstrip().startswith(b";")
        filling = b"\\" if joined else b""
        text = before + (b"" if alone and not nested else b"pass")
        between = [text + filling, *[filling] * (last - first - 1), after]
        lines[first : last + 1] = between if last > first else [text + after]
    return b"\n".join(lines).decode()
