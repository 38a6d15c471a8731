"""From what a student typed into a cell to plain Python with the same line numbers.

IPython's own transformers find the magics, shell lines and questions; what they are turned
into here does nothing. Nothing is executed.
"""

import ast
import functools
import re
import warnings
from collections.abc import Sequence

# IPython has types, but not for these methods: hence the ignored calls below.
from IPython.core.inputtransformer2 import (
    EscapedCommand,
    HelpEnd,
    MagicAssign,
    SystemAssign,
    TransformerManager,
    classic_prompt,
    ipython_prompt,
    leading_indent,
)

# Cell magics that run their body as Python in the notebook's own namespace. The body of any
# other (%%bash, %%javascript, %%writefile, …) is not the notebook's Python.
WRAPPERS = frozenset(
    {"time", "timeit", "capture", "prun", "px", "debug", "memit", "mprun", "lprun", "snakeviz"}
    | {"pyinstrument", "scalene", "heat", "wandb", "cache", "ipytest", "tb"}
)

# A cell of one line may leave out the % of these.
_AUTOMAGICS = frozenset(
    {"pip", "conda", "mamba", "uv", "cd", "ls", "mkdir", "cp", "mv", "rm", "cat", "matplotlib"}
)

# A syntax tree takes a few hundred bytes for each character of its code.
_USUAL_CELL = 4_000  # up to so long, trees are remembered
_LONGEST_CELL = 200_000
_LONGEST_NOTEBOOK = 500_000

# IPython looks at the whole cell again after each line that it transforms. This many
# characters, a second or two of work, are a hundred times what the longest real notebooks need.
_MOST_WORK = 2_000_000

# What is known of so many cells is kept, as reading a notebook asks about each again and again.
REMEMBERED = 128

_TOO_MANY_MAGICS = "more lines with % and ! than can be read"

_MAGIC_NAME = re.compile(r"%%(\w+)(?!\w*\?)")


# What compiling hostile or broken text may raise
NOT_PYTHON = (SyntaxError, ValueError, RecursionError, MemoryError)


class TooMuch(Exception):  # noqa: N818 - a limit, and it never leaves this package
    """Why a cell cannot be transformed with reasonable effort, as the end of a sentence."""


def parse(code: str) -> ast.Module:
    """Parse Python as a notebook takes it, with `await` allowed outside functions.

    Who asks again may get the same tree, so nobody may change it.

    Raises:
        any of NOT_PYTHON: it is not Python.
    """
    if len(code) > _LONGEST_CELL:
        raise ValueError(f"it is longer than {_LONGEST_CELL:,} characters")
    return _tree_of(code) if len(code) <= _USUAL_CELL else _tree_of.__wrapped__(code)


@functools.lru_cache(maxsize=REMEMBERED)
def _tree_of(code: str) -> ast.Module:
    with warnings.catch_warnings(action="ignore"):  # "\d" in a string is the student's affair
        tree = compile(
            code, "<cell>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, True
        )
    assert isinstance(tree, ast.Module)
    return tree


@functools.lru_cache(maxsize=REMEMBERED)
def parses(code: str) -> bool:
    """Tell whether `code` is Python."""
    try:
        parse(code)
    except NOT_PYTHON:
        return False
    return True


class PlainPython:
    """Turns cells into plain Python; one of it, with one allowance of work, for a notebook."""

    def __init__(self, most_work: int = _MOST_WORK) -> None:
        self._manager = _Harmless(most_work)
        self._characters_left = _LONGEST_NOTEBOOK

    def __call__(self, source: str) -> str:
        """Return `source` as Python that has as many lines and does nothing of IPython's.

        The result may still not be Python, if the source is not.

        Raises:
            TooMuch: the allowance is used up.
        """
        self._characters_left -= len(source)
        if self._characters_left < 0 or len(source) > _LONGEST_CELL:
            raise TooMuch("more code than can be read")
        source = source.replace("\r\n", "\n").replace("\r", "\n")
        # Valid Python has nothing to transform, and nearly all cells are that.
        return source if parses(source) else self._transform(source)

    def _transform(self, source: str) -> str:
        lines = source.split("\n")
        start = _first_line_of_code(lines)
        if magic := _MAGIC_NAME.match(lines[start]):
            if magic[1] not in WRAPPERS:
                return "\n" * (len(lines) - 1)
            body = "\n".join(lines[start + 1 :])
            return "\n" * (start + 1) + self(body) if lines[start + 1 :] else "\n" * start
        if sum(1 for line in lines if line.strip()) == 1 and _is_automagic(lines[start]):
            return "\n" * (len(lines) - 1)
        return self._without_escapes(source)

    def _without_escapes(self, source: str) -> str:
        lines = _lines(source + "\n")
        for clean in (leading_indent, classic_prompt, ipython_prompt):
            cleaned = _lines("".join(clean(lines)))  # type: ignore[no-untyped-call]
            lines = cleaned if len(cleaned) == len(lines) else lines
        try:
            lines = self._manager.do_token_transforms(lines)  # type: ignore[no-untyped-call]
        except RuntimeError:  # IPython's own limit of 500 in one cell
            raise TooMuch(_TOO_MANY_MAGICS) from None
        return "".join(lines)[:-1]


def plain_python(source: str) -> str:
    """Return one cell's source as plain Python with the same lines; see `PlainPython`.

    >>> plain_python("%matplotlib inline\\nfiles = !ls\\nx = 1")
    'pass\\nfiles = []\\nx = 1'
    """
    return PlainPython()(source)


def _lines(text: str) -> list[str]:
    # str.splitlines also splits at form feeds and the like, which Python does not count.
    return [line + "\n" for line in text.split("\n")[:-1]]


def _first_line_of_code(lines: Sequence[str]) -> int:
    # Colab puts "#@title" above a cell magic, so comments are passed over.
    for index, line in enumerate(lines):
        if line.strip() and not line.lstrip().startswith("#"):
            return index
    return 0


def _is_automagic(line: str) -> bool:
    return line.split(maxsplit=1)[:1] != [] and line.split(maxsplit=1)[0] in _AUTOMAGICS


def _blanked(lines: list[str], first: int, last: int, text: str) -> list[str]:
    """Put `text` for the lines `first` to `last`, and empty lines so that none moves."""
    return [*lines[:first], text + "\n", *["\n"] * (last - first), *lines[last + 1 :]]


def _end_of_command(lines: list[str], first: int) -> int:
    """Return the line on which a command ends that backslashes may carry on."""
    last = first
    while last + 1 < len(lines) and lines[last].endswith("\\\n"):
        last += 1
    return last


class _QuietCommand(EscapedCommand):
    """`%magic`, `!command`, `?name` → `pass`; `%time statement` → the statement."""

    def transform(self, lines: list[str]) -> list[str]:
        first, indent = self.start_line, lines[self.start_line][: self.start_col]
        command = lines[first][self.start_col :]
        if timed := re.match(r"%time[ \t]+(?=[^-\s])", command):
            return [*lines[:first], indent + command[timed.end() :], *lines[first + 1 :]]
        return _blanked(lines, first, _end_of_command(lines, first), indent + "pass")


class _QuietHelp(HelpEnd):
    """`name?` → `pass`."""

    def transform(self, lines: list[str]) -> list[str]:
        # Raises SyntaxError for what only looks like a question.
        super().transform(lines)  # type: ignore[no-untyped-call]
        indent = lines[self.start_line][: self.start_col]
        return _blanked(lines, self.start_line, self.q_line, indent + "pass")


class _QuietMagicAssign(MagicAssign):
    """`x = %magic` → `x = None`; `x = %time expression` → `x = expression`."""

    def transform(self, lines: list[str]) -> list[str]:
        first = self.start_line
        target, command = lines[first][: self.start_col], lines[first][self.start_col :]
        if timed := re.match(r"%time[ \t]+(?=[^-\s])", command):
            return [*lines[:first], target + command[timed.end() :], *lines[first + 1 :]]
        return _blanked(lines, first, _end_of_command(lines, first), target + "None")


class _QuietSystemAssign(SystemAssign):
    """`x = !command` → `x = []`, a list of no lines."""

    def transform(self, lines: list[str]) -> list[str]:
        first = self.start_line
        target = lines[first][: self.start_col]
        return _blanked(lines, first, _end_of_command(lines, first), target + "[]")


class _Harmless(TransformerManager):
    """IPython's transformer with transformations that do nothing, and an end to its patience."""

    def __init__(self, most_work: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.token_transformers = [
            _QuietMagicAssign,
            _QuietSystemAssign,
            _QuietCommand,
            _QuietHelp,
        ]
        self._work_left = most_work

    def do_one_token_transform(self, lines: list[str]) -> tuple[bool, list[str]]:
        self._work_left -= sum(map(len, lines))
        if self._work_left < 0:
            raise TooMuch(_TOO_MANY_MAGICS)
        changed, lines = super().do_one_token_transform(lines)  # type: ignore[no-untyped-call]
        return bool(changed), list(lines)
