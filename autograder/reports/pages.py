"""Templates to pages that need nothing and nobody else: style and script are in them.

A policy in each page forbids it to load anything, and to run what is not ours.
"""

import base64
import functools
import hashlib
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from autograder.reports import charts
from autograder.reports.code import highlighted, sentence
from autograder.reports.layers import named_by_keras
from autograder.reports.plain import plain

_FOLDER = Path(__file__).with_name("templates")


def render(template: str, **values: Any) -> bytes:
    """The page, in UTF-8; whatever a student wrote is escaped."""
    script = _text("class.js") if template == "class.html" else ""
    page = _environment().get_template(template).render(
        style=Markup(_text("style.css")),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        policy=_policy(_text("style.css"), script),
        **values,
    )  # fmt: skip
    return page.encode(errors="replace")


def _policy(style: str, script: str) -> str:
    runs = _hash(script) if script else "'none'"
    return "; ".join(
        [
            "default-src 'none'",
            "img-src data:",
            f"style-src {_hash(style)}",
            f"script-src {runs}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@functools.cache
def _text(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


@functools.cache
def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        # whatever a page says has passed through `plain`, before it is escaped
        finalize=lambda value: plain(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "sentence": sentence, "highlighted": highlighted,
        "points": points, "seconds": seconds, "share_bar": charts.share_bar,
        "strip": charts.strip, "named_by_keras": named_by_keras,
    }  # fmt: skip
    return made


def points(value: float) -> str:
    """Points as one writes them: no more decimals than there are, a true minus."""
    return f"{round(value, 2):g}".replace("-", "−")


def seconds(value: float) -> str:
    """A duration, as exact as one wants to know it."""
    return f"{value:.1f} s" if value < 100 else f"{value / 60:.0f} min"
