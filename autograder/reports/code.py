"""Python code and sentences as HTML: escaped, with lines to count and words to tell apart."""

import re
from collections.abc import Iterator

from markupsafe import Markup, escape
from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String, Token

from autograder.reports.plain import plain

_CLASSES = (
    (Comment, "com"), (String, "str"), (Number, "num"), (Keyword, "kw"), (Operator.Word, "kw"),
    (Name.Function, "def"), (Name.Class, "def"), (Name.Decorator, "def"),
)  # fmt: skip
_CODE = re.compile(r"`([^`\n]+)`")


def highlighted(source: str) -> Markup:
    """One element a line, which style sheets can number."""
    lines = "".join(f'<span class="line">{line or " "}</span>\n' for line in _lines(source))
    return Markup(lines.rstrip("\n"))  # noqa: S704 - every part is escaped in `_lines`


def _lines(source: str) -> Iterator[str]:
    lexer = PythonLexer(stripnl=False, ensurenl=False)
    line = ""
    for kind, text in lexer.get_tokens(plain(source).expandtabs(4)):
        name = _class_of(kind)
        for number, part in enumerate(text.split("\n")):
            if number:
                yield line
                line = ""
            if part:
                shown = str(escape(part))
                line += f'<span class="{name}">{shown}</span>' if name else shown
    yield line


def _class_of(kind: type[Token]) -> str:
    return next((name for family, name in _CLASSES if kind in family), "")


def sentence(text: str) -> Markup:
    """Text in which `code` stands between backticks."""
    parts = _CODE.split(plain(text))
    shown = [f"<code>{escape(p)}</code>" if k % 2 else str(escape(p)) for k, p in enumerate(parts)]
    return Markup("".join(shown))  # noqa: S704 - every part is escaped
