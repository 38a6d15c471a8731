"""From the bytes of a file to the JSON object in it, or to a sentence that says why not."""

import json
import re
from typing import Any

from autograder.errors import NotebookError
from autograder.notebook.foreign import foreign_bytes, foreign_text

# Small text can unfold into a lot of memory: fifty megabytes of "[],[],[]," would take more
# than a gigabyte as Python lists. Real notebooks, plots and all, stay far below these.
_MOST_BRACKETS = 1_000_000
_MOST_COMMAS = 5_000_000

_CONFLICT = re.compile(r"^<{7}(?: .*)?$", re.M)
_REOPEN = "open it in JupyterLab and save it again, or download it anew"


def parse(data: bytes, name: str) -> tuple[dict[str, Any], list[str]]:
    """Return the JSON object in `data`, and what had to be repaired to get it.

    Raises:
        NotebookError: `data` is empty, is something else, or is damaged JSON.
    """
    if not data.strip(b"\x00 \t\r\n"):
        nothing = "holds nothing but zero bytes" if b"\x00" in data else "is empty"
        raise NotebookError(f"{name} {nothing}: save the notebook again and hand that in.")
    if is_something := foreign_bytes(data):
        raise _not_a_notebook(name, is_something)
    text, notices = _decode(data)
    _refuse_conflict(text, name)
    if not text.lstrip().startswith(("{", "[")):
        raise _not_a_notebook(name, foreign_text(text))
    return _object(_load(text, name), name), notices


def _decode(data: bytes) -> tuple[str, list[str]]:
    encoding: str = json.detect_encoding(data)  # UTF-8, -16 or -32, with or without a mark
    notices = []
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        # A cut-off UTF-16 file stays UTF-16; bytes that are not UTF-8 come from old editors.
        text = data.decode("latin-1" if encoding.startswith("utf-8") else encoding, "replace")
        encoding = "latin-1"
    if not encoding.startswith("utf-8"):
        kind = "Latin-1" if encoding == "latin-1" else "UTF-16" if "16" in encoding else "UTF-32"
        notices.append(f"The file was not saved as UTF-8 and was read as {kind} text.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Some systems pad a file with zeros after a crash; an editor may add a second mark.
    return text.strip("\ufeff").rstrip("\x00"), notices


def _refuse_conflict(text: str, name: str) -> None:
    # A raw line cannot start inside a JSON string, so such a line is never a student's text.
    marker = _CONFLICT.search(text)
    if marker is None:
        return
    line = text.count("\n", 0, marker.start()) + 1
    ours, theirs = _sources(_side(text, "<")), _sources(_side(text, "="))
    same = ours is not None and ours == theirs
    remedy = (
        "the code is the same on both sides, only outputs or metadata differ, so keep either side"
        if same
        else "keep one side, delete the lines that start with <<<<<<<, ======= and >>>>>>>"
    )
    raise NotebookError(
        f"{name} cannot be read because Git left a merge conflict in it, first at line {line}: "
        f"{remedy}, open it in JupyterLab to see that it works, and hand it in again."
    )


def _side(text: str, wanted: str) -> str:
    """Return `text` with one side of every conflict: what follows `<<<<<<<` or `=======`."""
    lines, side = [], wanted
    for line in text.split("\n"):
        mark = line[:1]
        if mark in ("<", "|", "=", ">") and line.startswith(mark * 7):
            side = wanted if mark == ">" else mark
        elif side == wanted:
            lines.append(line)
    return "\n".join(lines)


def _sources(text: str) -> list[Any] | None:
    """Return what the cells hold, without their outputs, or None if that cannot be told."""
    try:
        return [(cell.get("cell_type"), cell.get("source")) for cell in json.loads(text)["cells"]]
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return None


def _load(text: str, name: str) -> object:
    brackets = text.count("[") + text.count("{")
    if brackets > _MOST_BRACKETS or text.count(",") > _MOST_COMMAS:
        raise NotebookError(
            f"{name} holds more values than a notebook can sensibly have: clear all outputs, "
            "save it and hand it in again."
        )
    try:
        # strict=False lets tabs and line breaks stand inside strings: they do no harm.
        return json.loads(text, strict=False, parse_int=_number)
    except json.JSONDecodeError as error:
        raise NotebookError(f"{name} {_damage(error, text)}.") from None
    except RecursionError:
        raise NotebookError(
            f"{name} is nested far deeper than any notebook: clear all outputs, save it and "
            "hand it in again."
        ) from None


def _number(digits: str) -> int | float:
    # Python refuses to turn thousands of digits into an int; nothing here needs them.
    return int(digits) if len(digits) < 1000 else float(digits)


def _damage(error: json.JSONDecodeError, text: str) -> str:
    rest = text[error.pos :].strip()
    before = text[: error.pos].rstrip()
    unfinished = len(rest) < 8 and not rest.endswith("}")
    if error.msg.startswith("Unterminated string") or not rest or unfinished:
        last = text.rstrip().count("\n") + 1
        return (
            f"stops in the middle, at line {last}, as if saving or copying it had been cut "
            "short: download or save it again and hand in the whole file"
        )
    if error.msg == "Extra data":
        what = "a second notebook" if rest.startswith("{") else "more text"
        return f"goes on with {what} after its end, from line {error.lineno} on: {_REOPEN}"
    if re.match(r",?\s*[\]}]", rest) and (rest[0] == "," or before.endswith(",")):
        line = before.count("\n") + 1
        return (
            f"is damaged at line {line}, where a comma stands before a closing bracket: take the "
            "comma out, or download the notebook anew"
        )
    reason = error.msg[0].lower() + error.msg[1:]
    return f"is damaged at line {error.lineno}, column {error.colno} ({reason}): {_REOPEN}"


def _object(value: object, name: str) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    raise NotebookError(
        f"{name} is JSON but not a notebook (it holds a list where a notebook has an object "
        "with cells): hand in the .ipynb file itself."
    )


def _not_a_notebook(name: str, found: tuple[str, str]) -> NotebookError:
    what, remedy = found
    return NotebookError(f"{name} is {what}, not a notebook: {remedy}.")
