"""Run a cell of a notebook, statement by statement.

A statement that fails does not stop the ones after it: a plot, a download or a call to a
module that exists only in the course's own cloud must not cost the definitions below it.
The first failure is what is reported.
"""

import __future__

import ast
import asyncio
import inspect
import linecache
from collections.abc import Iterator
from types import CodeType
from typing import Any

COMPILE_FLAGS = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


def run_cell(code: str, label: str, namespace: dict[str, Any]) -> BaseException | None:
    """Run `code` in `namespace`; return the first exception that a statement raised."""
    first: BaseException | None = None
    try:
        statements = list(_compiled(code, label))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return error
    for statement in statements:
        try:
            _run(statement, namespace)
        except BaseException as error:
            # also SystemExit and KeyboardInterrupt: a cell must not end the session
            first = first or error
    return first


def filename(label: str) -> str:
    """The file name under which a cell's lines appear in tracebacks."""
    return f"<{label}>"


def _compiled(code: str, label: str) -> Iterator[CodeType]:
    name = filename(label)
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    tree = ast.parse(code, name)
    flags = COMPILE_FLAGS | _future_flags(tree)
    for node in tree.body:
        module = ast.Module(body=[node], type_ignores=[])
        yield compile(module, name, "exec", flags=flags, dont_inherit=True)


def _future_flags(tree: ast.Module) -> int:
    """`from __future__ import …` holds for the whole cell, not for its own statement."""
    return sum(
        getattr(__future__, alias.name).compiler_flag
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "__future__"
        for alias in node.names
        if alias.name in __future__.all_feature_names
    )


def _run(statement: CodeType, namespace: dict[str, Any]) -> None:
    result = eval(statement, namespace)  # noqa: S307 - running the student's code is the task
    if inspect.iscoroutine(result):
        asyncio.run(result)
