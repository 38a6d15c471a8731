"""A student's own code for each exercise, as it was graded: for reports, which people read."""

from collections.abc import Sequence

from autograder.notebook import Cell, Notebook, defined_names

MOST_CHARS = 20_000  # an exercise
_CUT = "\n# … cut here: the rest is in the notebook"


def answers(notebook: Notebook, exercises: Sequence[str]) -> dict[str, str]:
    """The source of the cells that answer each exercise; those that nothing answers are left out.

    Args:
        notebook: cells as `split` gives them.
        exercises: the names to be defined.
    """
    found = {name: "\n\n".join(c.source for c in _cells(notebook, name)) for name in exercises}
    return {name: _cut(source) for name, source in found.items() if source.strip()}


def _cells(notebook: Notebook, exercise: str) -> list[Cell]:
    marked = [cell for cell in notebook.cells if cell.exercise == exercise]
    return marked or [
        cell
        for cell in notebook.cells
        if cell.kind == "added" and exercise in defined_names(cell.code)
    ]


def _cut(source: str) -> str:
    return source if len(source) <= MOST_CHARS else source[:MOST_CHARS] + _CUT
