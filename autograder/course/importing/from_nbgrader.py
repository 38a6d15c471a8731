"""An nbgrader source notebook, taken apart by its metadata."""

import re
from typing import TYPE_CHECKING, Any

from autograder.course.importing.pieces import BEGIN, END, Pieces, Tests, in_words, with_region

if TYPE_CHECKING:
    from nbformat import NotebookNode

HIDDEN = re.compile(
    r"^[^\n]*BEGIN HIDDEN TESTS[^\n]*\n(.*?)^[^\n]*END HIDDEN TESTS[^\n]*$",
    re.DOTALL | re.MULTILINE,
)
MARKING = re.compile(
    r"^[^\n]*BEGIN MARK SCHEME[^\n]*\n.*?^[^\n]*END MARK SCHEME[^\n]*$", re.DOTALL | re.MULTILINE
)
REGION = re.compile(
    r"^[^\n]*BEGIN SOLUTION[^\n]*\n.*?^[^\n]*END SOLUTION[^\n]*$", re.DOTALL | re.MULTILINE
)


def is_nbgrader(notebook: "NotebookNode") -> bool:
    """Whether any cell carries nbgrader's marks."""
    return any("nbgrader" in cell.metadata for cell in notebook.cells)


def take_apart(notebook: "NotebookNode") -> Pieces:
    """The pieces of a source notebook: the instructor's version, with its solutions in."""
    found = Pieces()
    after = ""
    for number, cell in enumerate(notebook.cells, 1):
        mark = cell.metadata.get("nbgrader", {})
        place = f"cell {number}" + (f" ({mark['grade_id']})" if "grade_id" in mark else "")
        if mark.get("task") or (mark.get("solution") and mark.get("grade")):
            _by_hand(found, cell, mark, place)
        elif mark.get("solution") and cell.cell_type == "code":
            source = _our_region(cell.source)
            after = found.add_exercise(source, place, str(mark.get("grade_id"))) or after
        elif mark.get("solution"):
            found.add_text(REGION.sub("", cell.source))
            found.remark(place, "a written answer that nothing grades; its text was left out.")
        elif mark.get("grade") and cell.cell_type == "code":
            _tests(found, cell.source, mark, place, after)
        elif cell.cell_type == "code":
            found.add_code(cell.source)
        elif cell.cell_type == "markdown":
            found.add_text(cell.source)
    return found


def _by_hand(found: Pieces, cell: "NotebookNode", mark: dict[str, Any], place: str) -> None:
    """What a person grades: the question stays, the answer goes."""
    text = MARKING.sub("", cell.source)
    if mark.get("task"):
        found.add_text(text)
    elif "BEGIN SOLUTION" in text and cell.cell_type == "markdown":
        found.add_text(REGION.sub("YOUR ANSWER HERE", text))
    points = in_words(float(mark.get("points") or 0))
    found.remark(
        place,
        f"{points} that a person gives; nothing here grades it, and the model answer was left out.",
    )


def _our_region(source: str) -> str:
    """nbgrader takes the whole cell where no region says what the answer is; so do we."""
    lines = []
    for line in source.splitlines():
        indent = line[: len(line) - len(line.lstrip())]
        begins, ends = "BEGIN SOLUTION" in line, "END SOLUTION" in line
        lines.append(indent + BEGIN if begins else indent + END if ends else line)
    return with_region("\n".join(lines))


def _tests(found: Pieces, source: str, mark: dict[str, Any], place: str, after: str) -> None:
    """The tests of a cell: those that students see, and those between the marks for hidden ones."""
    name = str(mark.get("grade_id", "")) or place
    points = float(mark.get("points") or 0)
    hidden = "\n".join(match[1] for match in HIDDEN.finditer(source))
    seen = HIDDEN.sub("", source)
    if re.search(r"^\s*###? *(?:HASHED )?AUTOTEST", source, re.MULTILINE):
        found.remark(place, f"{in_words(points)} for AUTOTEST lines, which only nbgrader expands.")
        return
    has_both = bool(_code(seen) and _code(hidden))
    if has_both:
        found.remark(
            place,
            f"its {in_words(points)} were for all of it; the check that students see and the hidden"
            " one get half each.",
        )
    for code, is_hidden in ((seen, False), (hidden, True)):
        if _code(code):
            share = points / 2 if has_both else points
            found.tests.append(Tests(name, "", code, share, is_hidden, place, after))


def _code(source: str) -> str:
    return "\n".join(
        line for line in source.splitlines() if line.strip() and not line.lstrip().startswith("#")
    )
