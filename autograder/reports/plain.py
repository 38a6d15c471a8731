"""What students wrote, as text that only shows: nothing in it commands a terminal or a reader."""

import re

# colours and movements of a terminal, and what sets its title
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
# what turns the order of the letters around, so that code reads as other code than it is
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def plain(text: str) -> str:
    """The text with what is invisible and not harmless made visible."""
    text = _ESCAPES.sub("", text.replace("\r\n", "\n"))
    text = _TURNING.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)
    return _CONTROL.sub("�", text)


def printed(text: str) -> str:
    """Output as a terminal would leave it standing: progress bars have drawn over themselves."""
    lines = _ESCAPES.sub("", text.replace("\r\n", "\n")).split("\n")
    return plain("\n".join(_overwritten(line) if re.search("[\r\b]", line) else line
                           for line in lines))  # fmt: skip


def _overwritten(line: str) -> str:
    standing: list[str] = []
    at = 0
    for character in line:
        if character == "\r":
            at = 0
        elif character == "\b":
            at = max(0, at - 1)
        else:
            standing[at : at + 1] = [character]
            at += 1
    return "".join(standing).rstrip()


def shortened(text: str, most: int) -> tuple[str, int]:
    """Beginning and end of a long text, and how many characters were left out between them."""
    if len(text) <= most:
        return text, 0
    half = most // 2
    return f"{text[:half]}\n…\n{text[-half:]}", len(text) - 2 * half


def name_of(submission: str) -> str:
    """What to call a submission: the last part of its path, without `.ipynb`."""
    last = submission.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return plain(last.removesuffix(".ipynb")) or "(no name)"
