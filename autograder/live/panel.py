"""The report as a panel in a notebook: HTML without scripts, everything of the student's escaped.

It says the same as the text. Colours stand in variables: JupyterLab's and VS Code's where they
are defined, and a light and a dark set of our own, so that it reads well in any notebook; where a
page takes the style away, headings, lists and marks are left.
"""

import base64
import html as escaping
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from autograder.live import text
from autograder.results import CheckResult

if TYPE_CHECKING:
    from autograder.live.report import Checked, Report

SIGNS = text.MARKS | {"blocked": "○"}
SPOKEN = {"passed": "passed", "failed": "failed", "blocked": "waiting", "errored": "our fault"}

_LIGHT = (
    "--paper:var(--jp-layout-color0,var(--vscode-editor-background,#fff));"
    "--ink:#1f2328;--muted:#59636e;--line:#d1d9e0;--passed:#116329;--failed:#b3261e;"
    "--waiting:#7a5200;--wash:rgba(84,108,132,.09);--hint:#fff6dd;--hint-line:#d4a72c"
)
_DARK = (
    "--paper:var(--jp-layout-color0,var(--vscode-editor-background,#161a1f));"
    "--ink:#e6edf3;--muted:#a5b0bb;--line:#3d444d;--passed:#57d07a;--failed:#ff8f85;"
    "--waiting:#e3b341;--wash:rgba(140,160,180,.13);--hint:#2f2a17;--hint-line:#a98a2c"
)
_P = ".autograder-panel.autograder-panel"  # twice, to count for more than a notebook's own rules
_STYLE = f"""<style>
{_P}{{{_LIGHT}}}
@media (prefers-color-scheme:dark){{{_P}{{{_DARK}}}}}
[data-jp-theme-light=true] {_P},.vscode-light {_P},html[theme=light] {_P}{{{_LIGHT}}}
[data-jp-theme-light=false] {_P},.vscode-dark {_P},html[theme=dark] {_P}{{{_DARK}}}
{_P}{{background:var(--paper);color:var(--ink);border:1px solid var(--line);border-radius:8px;
border-left:4px solid var(--failed);max-width:46rem;margin:4px 0;padding:10px 16px 12px;
box-sizing:border-box;font:14px/1.5 var(--jp-ui-font-family,system-ui,sans-serif)}}
{_P}.all-passed{{border-left-color:var(--passed)}}
{_P}.waiting{{border-left-color:var(--line)}}
{_P} :is(p,ul,li,pre,figure,summary){{margin:0;padding:0;font-size:inherit;line-height:inherit;
color:inherit;background:none;border:0}}
{_P} code{{font:.93em var(--jp-code-font-family,ui-monospace,monospace);color:inherit;
background:var(--wash);padding:1px 4px;border-radius:4px}}
{_P} .head{{display:flex;flex-wrap:wrap;gap:2px 12px;align-items:baseline;
justify-content:space-between;font-weight:600}}
{_P} .name{{font-size:15px;background:none;padding:0;font-weight:600}}
{_P} .count{{color:var(--failed);font-weight:600}}
{_P} .passed .count,{_P}.all-passed .head .count{{color:var(--passed)}}
{_P} .blocked .count{{color:var(--muted)}}
{_P} .remark,{_P} .later,{_P} figcaption{{color:var(--muted);font-size:13px}}
{_P} .outdated{{color:var(--waiting);font-weight:600}}
{_P} ul{{list-style:none;margin-top:8px}}
{_P} li{{display:flex;gap:10px;padding:5px 0;margin:0;border-top:1px solid var(--line)}}
{_P} li>div{{min-width:0;flex:1}}
{_P} .mark{{flex:none;width:1.1em;text-align:center;font-weight:700;color:var(--waiting)}}
{_P} .mark.passed{{color:var(--passed)}}
{_P} .mark.failed{{color:var(--failed)}}
{_P} .failed .title{{font-weight:600}}
{_P} .symptom{{margin-top:2px;overflow-wrap:anywhere}}
{_P} pre.detail{{margin-top:2px;color:var(--muted);white-space:pre-wrap;overflow-wrap:anywhere;
font:12.5px/1.5 var(--jp-code-font-family,ui-monospace,monospace)}}
{_P} .hint{{margin-top:6px;padding:5px 10px;background:var(--hint);border-radius:4px;
border-left:3px solid var(--hint-line)}}
{_P} figure{{margin:8px 0 2px}}
{_P} img{{max-width:100%;height:auto;border-radius:3px;background:#fff}}
{_P} details{{border-top:1px solid var(--line);padding:6px 0;margin:0}}
{_P} .head+details,{_P} .remark+details{{margin-top:8px}}
{_P} summary{{cursor:pointer;display:flex;flex-wrap:wrap;gap:2px 10px;align-items:baseline}}
{_P} summary::before{{content:"▸";color:var(--muted);width:.7em}}
{_P} details[open]>summary::before{{content:"▾"}}
{_P} summary .remark{{margin-left:auto}}
{_P} summary:focus-visible{{outline:2px solid var(--muted);outline-offset:2px}}
{_P} details ul{{margin:6px 0 0 22px}}
</style>"""


def html(found: "Report", outdated: frozenset[str] = frozenset()) -> str:
    """The panel of a report; `outdated` names answers that have changed since."""
    return _panel(
        "all-passed" if found.passed else "",
        f"Public checks: {text.total(found)}",
        _whole(found, outdated) if found.is_whole else _single(next(iter(found)), outdated),
    )


def waiting(title: str) -> str:
    """What stands there while a check is run."""
    said = f'<p class="remark">Checking: {_words(title)} …</p>'
    return _panel("waiting", "Public checks", [said])


def _panel(kind: str, label: str, parts: Iterable[str]) -> str:
    return (
        f'<div class="autograder-panel {kind}" role="group" aria-label="{_attribute(label)}">'
        f"{_STYLE}{''.join(parts)}</div>"
    )


def _single(one: "Checked", outdated: frozenset[str]) -> Iterator[str]:
    count = f"{one.count} of {len(one.checks)} public checks pass"
    yield _head(f'<code class="name">{_escape(one.exercise)}</code>', count)
    yield _remark("p", one, False, one.exercise in outdated)
    yield _checks(one)


def _whole(found: "Report", outdated: frozenset[str]) -> Iterator[str]:
    done, checks = sum(found.exercises.values()), found.checks
    passed = sum(check.outcome == "passed" for check in checks)
    yield _head(
        f"{done} of {len(found.exercises)} exercises pass",
        f"{passed} of {len(checks)} public checks",
    )
    if found.passed:
        yield f'<p class="remark">{_escape(text.HIDDEN)}</p>'
    for one in found:
        kind = _worst(one)
        is_open = kind in ("failed", "errored")
        yield (
            f'<details class="{kind}"{" open" if is_open else ""}><summary>{_mark(kind)}'
            f'<code class="name">{_escape(one.exercise)}</code> '
            f'<span class="count">{one.count} of {len(one.checks)}</span> '
            f"{_remark('span', one, True, one.exercise in outdated)}</summary>"
            f"{_checks(one)}</details>"
        )


def _head(title: str, count: str) -> str:
    return f'<p class="head"><span>{title}</span> <span class="count">{_escape(count)}</span></p>'


def _remark(tag: str, one: "Checked", whole: bool, outdated: bool) -> str:
    if outdated:
        words = _words(text.outdated_remark(one.exercise))
        return f'<{tag} class="remark outdated">{words}</{tag}>'
    said = text.remark(one, whole)
    return f'<{tag} class="remark">{_words(said)}</{tag}>' if said else ""


def _worst(one: "Checked") -> str:
    outcomes = {check.outcome for check in one.checks}
    kinds = ("errored", "failed", "blocked", "passed")
    return next(kind for kind in kinds if kind in outcomes)


def _checks(one: "Checked") -> str:
    items = (_item(one, check, message) for check, message in text.messages(one))
    return f'<ul role="list">{"".join(items)}</ul>'


def _item(one: "Checked", check: CheckResult, message: str) -> str:
    return (
        f'<li class="{check.outcome}">{_mark(check.outcome)}<div>'
        f'<p class="title">{_words(check.title)}</p>{_message(message)}'
        f"{_hint(one, check)}{_pictures(check)}</div></li>"
    )


def _mark(kind: str) -> str:
    sign, spoken = SIGNS[kind], SPOKEN[kind]
    return f'<span class="mark {kind}" role="img" aria-label="{spoken}">{sign}</span>'


def _message(message: str) -> str:
    first, _, rest = message.partition("\n")
    symptom = f'<p class="symptom">{_words(first)}</p>' if first else ""
    return symptom + (f'<pre class="detail">{_escape(rest)}</pre>' if rest else "")


def _hint(one: "Checked", check: CheckResult) -> str:
    if check.outcome != "failed" or not check.hint:
        return ""
    if check.id in one.hints:
        return f'<p class="hint"><strong>Hint:</strong> {_words(check.hint)}</p>'
    return f'<p class="later">{_escape(text.HINT_LATER)}</p>'


def _pictures(check: CheckResult) -> str:
    return "".join(
        f'<figure><img alt="{_attribute(picture.title)}" src="data:image/png;base64,'
        f'{base64.b64encode(picture.png).decode()}"><figcaption>{_words(picture.title)}'
        "</figcaption></figure>"
        for picture in check.pictures
    )


def _words(sentence: str) -> str:
    """Escaped, with `code` in backticks set as code."""
    return re.sub(r"`([^`\n]+)`", r"<code>\1</code>", _escape(sentence))


def _escape(words: str) -> str:
    return escaping.escape(text.clean(words), quote=False)


def _attribute(words: str) -> str:
    return escaping.escape(text.clean(words), quote=True)
