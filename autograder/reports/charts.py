"""Charts as SVG: their colours come from the page's style sheet, their words from a title.

Whoever does not see them reads the table beside them.
"""

from collections.abc import Sequence

from markupsafe import Markup, escape

from autograder.reports.plain import plain
from autograder.results import CheckResult

_WIDTH, _HEIGHT, _FOOT, _HEAD = 640, 200, 26, 20


def histogram(counts: Sequence[int], title: str) -> Markup:
    """Bars for equal shares of the points, from 0 to 100 %, with the counts above."""
    most = max([*counts, 1])
    step = _WIDTH / len(counts)
    parts = [f"<title>{escape(plain(title))}</title>"]
    base = _HEIGHT - _FOOT
    parts.append(f'<line class="axis" x1="0" x2="{_WIDTH}" y1="{base}" y2="{base}"/>')
    for place, count in enumerate(counts):
        high = (base - _HEAD) * count / most
        left = place * step
        if count:
            parts.append(
                f'<rect class="bar" x="{left + 4:.1f}" y="{base - high:.1f}" rx="3"'
                f' width="{step - 8:.1f}" height="{high:.1f}"/>'
                f'<text x="{left + step / 2:.1f}" y="{base - high - 6:.1f}"'
                f' text-anchor="middle">{count}</text>'
            )
    for place in range(0, len(counts) + 1, 2):
        anchor = "start" if not place else "end" if place == len(counts) else "middle"
        share = 100 * place // len(counts)
        parts.append(
            f'<text class="tick" x="{place * step:.1f}" y="{_HEIGHT - 6}"'
            f' text-anchor="{anchor}">{share} %</text>'
        )
    return _svg(parts, _WIDTH, _HEIGHT, "histogram")


def share_bar(share: float) -> Markup:
    """A bar that is full at 1; the number stands beside it in words."""
    width = round(100 * min(1.0, max(0.0, share)), 1)
    parts = ['<rect class="track" width="100" height="8" rx="4"/>']
    if width:
        parts.append(f'<rect class="bar" width="{max(width, 4)}" height="8" rx="4"/>')
    return _svg(parts, 100, 8, "share", hidden=True)


def strip(checks: Sequence[CheckResult]) -> Markup:
    """One field a check, as wide as its points: full, hollow or dotted by its outcome."""
    whole = sum(check.points for check in checks) or 1.0
    parts, left = [], 0.0
    for check in checks:
        width = 300 * check.points / whole
        inner = max(0.5, width - 3)
        parts.append(
            f'<rect class="{check.outcome}" x="{left + 1:.1f}" y="1" width="{inner:.1f}"'
            ' height="10" rx="2"/>'
        )
        left += width
    return _svg(parts, 301, 12, "strip", hidden=True)


def _svg(parts: Sequence[str], width: int, height: int, kind: str, hidden: bool = False) -> Markup:
    says = 'aria-hidden="true"' if hidden else 'role="img"'
    keep = ' preserveAspectRatio="none"' if hidden else ""
    return Markup(  # noqa: S704 - numbers, and a title that is escaped
        f'<svg class="{kind}" viewBox="0 0 {width} {height}" {says}{keep}>{"".join(parts)}</svg>'
    )
