"""Which of a notebook's cells are run, and how, when some of them end the process.

A cell that hangs or crashes is tried again with its definitions only, in a fresh process,
and left out if that ends the process too: one bad cell costs nothing but itself.
"""

from collections.abc import Callable

from autograder.grading.failures import Failure
from autograder.grading.outcomes import StudentStopped
from autograder.notebook import Cell, Notebook

RunCode = Callable[[str, str], Failure | None]
FULL, DEFINITIONS, SKIPPED = "full", "definitions", "skipped"


class CellPlan:
    """How each cell is to be run, learnt from how it went."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook
        self._how = {
            cell.index: DEFINITIONS if cell.kind == "added" else FULL for cell in self._to_run()
        }
        self._stopped: dict[int, str] = {}
        self._failures: dict[int, Failure] = {}

    def _to_run(self) -> list[Cell]:
        return [cell for cell in self.notebook.cells if cell.kind != "explore" and not cell.problem]

    def run(self, run_code: RunCode) -> None:
        """Run every cell; return early when one ended the process, wiser for the next time."""
        self._failures.clear()
        for cell in self._to_run():
            try:
                self._run(cell, run_code)
            except StudentStopped as stopped:
                self._stopped[cell.index] = stopped.message
                self._how[cell.index] = (
                    DEFINITIONS if self._how[cell.index] == FULL and cell.definitions else SKIPPED
                )
                return

    def _run(self, cell: Cell, run_code: RunCode) -> None:
        how = self._how[cell.index]
        if how == SKIPPED:
            return
        code = cell.code if how == FULL else cell.definitions
        failure = run_code(code, cell.label)
        if failure and cell.kind == "added" and self._may_help(cell, failure):
            failure = run_code(cell.code, cell.label)
        if failure:
            self._failures[cell.index] = failure

    def _may_help(self, cell: Cell, failure: Failure) -> bool:
        """Whether to run all of an added cell because its definitions alone failed.

        Not where they only lack a module: all of the cell lacks it too, and may be training.
        """
        return cell.index not in self._stopped and failure.type != "ModuleNotFoundError"

    def why_missing(self, exercise: str) -> str:
        """Why a name is not defined, as well as the cells tell."""
        for cell in reversed(self.notebook.cells):
            if cell.exercise != exercise:
                continue
            if cell.problem:
                return f"{exercise} is missing: {cell.problem}"
            if cell.index in self._stopped:
                return f"{exercise} is missing: {self._stopped[cell.index]}"
            if (failure := self._failures.get(cell.index)) and failure.unwritten:
                return failure.sentence(exercise)
            if cell.index in self._failures:
                reason = self._failures[cell.index].sentence(f"its {cell.label}")
                return f"{exercise} is missing, because {reason}"
        return f"The notebook does not define {exercise}."

    def notices(self) -> list[str]:
        """What went wrong in cells, a sentence each."""
        said = []
        for cell in self.notebook.cells:
            label = cell.label.capitalize()
            if cell.index in self._stopped:
                used = (
                    "only its definitions were used"
                    if self._how[cell.index] == DEFINITIONS
                    else "it was left out"
                )
                reason = self._stopped[cell.index]
                said.append(f"{reason[0].upper()}{reason[1:]} ({label}: {used}.)")
            elif (failure := self._failures.get(cell.index)) and not failure.unwritten:
                said.append(failure.sentence(label))
        return said
