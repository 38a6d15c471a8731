"""Pictures that a notebook's text shows from files beside it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from autograder.errors import UsageError

if TYPE_CHECKING:
    from nbformat import NotebookNode

_MARKDOWN = re.compile(r"""!\[[^\]]*\]\(\s*<?(?P<target>[^)>\s]+)>?[^)]*\)""")
_HTML = re.compile(r"""<img\b[^>]*?\bsrc\s*=\s*["'](?P<target>[^"']+)["']""", re.IGNORECASE)


def pictures_in(notebook: "NotebookNode", beside: Path) -> dict[str, Path]:
    """Relative path → file, for every picture that is neither attached nor on the web.

    `beside` is the reference. Raises UsageError when a picture is missing or lies elsewhere.
    """
    folder = beside.parent.resolve()
    found: dict[str, Path] = {}
    for target in _targets(notebook):
        picture = (folder / target).resolve()
        if not picture.is_relative_to(folder):
            raise UsageError(
                f"{beside}: the picture {target} lies outside the assignment's folder; "
                "students would not get it."
            )
        if not picture.is_file():
            raise UsageError(f"{beside}: there is no picture {target} beside it.")
        found[picture.relative_to(folder).as_posix()] = picture
    return dict(sorted(found.items()))


def _targets(notebook: "NotebookNode") -> Iterator[str]:
    for cell in notebook.cells:
        if cell.cell_type != "markdown":
            continue
        for pattern in (_MARKDOWN, _HTML):
            for match in pattern.finditer(cell.source):
                link = urlsplit(match["target"])
                if not link.scheme and not link.netloc and link.path:
                    yield unquote(link.path)
