"""The names that a cell binds and looks up, as Python's own symbol table sees them."""

import functools
import symtable
import warnings
from collections.abc import Iterator

from autograder.notebook.transform import NOT_PYTHON, REMEMBERED, PlainPython, TooMuch, parses


@functools.lru_cache(maxsize=REMEMBERED)
def defined_names(code: str) -> frozenset[str]:
    """Return the names that a cell binds at top level; magics in it may still be there.

    Definitions, classes, assignments and imports count, in `if` and `try` blocks too. A cell
    that does not parse binds nothing.

    >>> sorted(defined_names("import numpy as np\\ndef f(x): y = x\\na, b = 1, 2"))
    ['a', 'b', 'f', 'np']
    """
    table = _table(code)
    if table is None:
        return frozenset()
    return frozenset(
        symbol.get_name()
        for symbol in table.get_symbols()
        if symbol.is_assigned() or symbol.is_imported()
    )


@functools.lru_cache(maxsize=REMEMBERED)
def used_names(code: str, *, top_level: bool = False) -> frozenset[str]:
    """Return the global names that the functions and classes of a cell look up.

    Args:
        code: as for `defined_names`.
        top_level: count the cell's own statements too.
    """
    table = _table(code)
    if table is None:
        return frozenset()
    own = (symbol.get_name() for symbol in table.get_symbols() if symbol.is_referenced())
    return frozenset([*_globals(table), *(own if top_level else ())])


def _table(code: str) -> symtable.SymbolTable | None:
    try:
        if not parses(code):
            # Callers ask about many cells, so the work stays in proportion to their length.
            code = PlainPython(most_work=20_000 + 20 * len(code))(code)
        with warnings.catch_warnings(action="ignore"):
            return symtable.symtable(code, "<cell>", "exec")
    except (*NOT_PYTHON, TooMuch):
        return None


def _globals(table: symtable.SymbolTable) -> Iterator[str]:
    waiting = table.get_children()
    while waiting:
        child = waiting.pop()
        waiting += child.get_children()
        for symbol in child.get_symbols():
            if symbol.is_referenced() and symbol.is_global():
                yield symbol.get_name()
