"""Turn an exception of the student's code into data, cut to the student's own lines."""

import traceback
from typing import Any

MESSAGE_CHARS = 2_000
FRAMES = 20


def describe_failure(error: BaseException) -> dict[str, Any]:
    """The exception's type and message, and where in the student's cells it happened."""
    return {
        "type": type(error).__name__,
        "bases": [base.__name__ for base in type(error).__mro__[1:-1]],
        "message": _message(error)[:MESSAGE_CHARS],
        "frames": _frames(error),
    }


def _message(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return f"{error.msg} (line {error.lineno})"
    try:
        return str(error)
    except BaseException:  # a student's exception may fail to say what it is
        return ""


def _frames(error: BaseException) -> list[dict[str, Any]]:
    """Frames in the student's cells only, outermost first."""
    own = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.startswith(("<cell", "<ipython-input")) or "ipykernel_" in frame.filename
    ]
    return [
        {
            "where": frame.filename.strip("<>"),
            "line": frame.lineno or 0,
            "function": frame.name,
            "source": (frame.line or "")[:200],
        }
        for frame in own[-FRAMES:]
    ]
