"""Split a submission into cells that can be run, and say what had to be repaired."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from autograder.notebook.cells import Cell, Notebook
from autograder.notebook.classify import Classifier, Draft, is_explore, marked_exercise
from autograder.notebook.names import defined_names, used_names
from autograder.notebook.read import RawNotebook
from autograder.notebook.reduce import cut_down, needs
from autograder.notebook.repair import pass_over_unanswered, recover_retyped, restore_setup
from autograder.notebook.wording import listed

_MOST_NOTICES = 50  # more than anybody reads


def split(raw: RawNotebook, stub: RawNotebook | None, exercises: Sequence[str]) -> Notebook:
    """Classify the code cells of `raw` and repair them with the help of the `stub`.

    A cell is what its tags or its nbgrader mark say; else what the same cell is in the stub;
    else the cell of the exercise whose name it defines; else, if it only calls `check`,
    `explore`; else `added`. Where a name is defined several times, all cells are kept and the
    last one counts, as in the student's own notebook.

    Args:
        raw: the submission.
        stub: the released notebook, whose setup cells are restored where they are missing,
            empty, broken or no longer define what they did; None repairs nothing.
        exercises: the names to be defined.
    """
    classifier = Classifier(stub, exercises)
    drafts = [classifier.draft(cell) for cell in raw.cells if cell.cell_type == "code"]
    notices = list(raw.notices)
    drafts = recover_retyped(raw, drafts, classifier, notices)
    drafts = pass_over_unanswered(drafts, classifier, notices)
    drafts = restore_setup(drafts, classifier, notices)
    notices += _remarks(drafts, exercises)
    needed = _needed(drafts, exercises)
    drafts = _use_explored(drafts, classifier, needed)
    if len(notices) > _MOST_NOTICES:
        left_out = len(notices) - _MOST_NOTICES
        notices[_MOST_NOTICES:] = [f"{left_out} further repairs are not listed."]
    return Notebook(raw.path, tuple(_cells(drafts, needed)), raw.metadata, tuple(notices))


def _remarks(drafts: Sequence[Draft], exercises: Iterable[str]) -> Iterator[str]:
    unmarked = []
    for name in exercises:
        defining = [draft for draft in drafts if draft.runs and name in draft.defines]
        if len(defining) > 1:
            cells = listed([draft.label for draft in defining])
            yield f"{name} is defined more than once, in {cells}; the last definition counts."
        if not defining and not any(draft.exercise == name for draft in drafts):
            yield f"No cell defines {name}; its cell seems to have been deleted."
        if defining and not any(marked_exercise(draft.raw) == name for draft in drafts):
            unmarked.append(name)
    if unmarked:
        yield (
            f"The marks on the cells of {listed(unmarked)} are gone; they were recognised by the "
            "names that they define."
        )


def _needed(drafts: Sequence[Draft], exercises: Iterable[str]) -> frozenset[str]:
    """Return the names that what is run in full, or called later, looks up."""
    running = [draft for draft in drafts if draft.runs]
    in_full = [draft.code for draft in running if draft.kind != "added"]
    names = set(exercises).union(*(used_names(code, top_level=True) for code in in_full))
    return needs([draft.code for draft in running], names)


def _use_explored(
    drafts: Sequence[Draft], classifier: Classifier, needed: frozenset[str]
) -> list[Draft]:
    """Let the definitions count that students write into explore cells, and nothing else there.

    An answer's `import math` works in the notebook wherever it stands, so it has to work here.
    """
    bound = frozenset[str]().union(*(draft.defines for draft in drafts if draft.runs))
    used = []
    for draft in drafts:
        if is_explore(draft.raw) and not classifier.is_untouched(draft):
            reduced = cut_down(draft.code, needed, frozenset())
            names = defined_names(reduced)
            if draft.kind == "explore" and names & needed - bound:
                draft = replace(draft, kind="added")  # noqa: PLW2901
            if draft.kind != "explore":
                draft = replace(draft, code=reduced, defines=names)  # noqa: PLW2901
        used.append(draft)
    return used


def _cells(drafts: Iterable[Draft], needed: frozenset[str]) -> Iterator[Cell]:
    missing: set[str] = set()
    present: set[str] = set()
    for draft in drafts:
        reduced = ""
        if draft.kind == "explore":
            missing |= draft.defines - present
        else:
            reduced = cut_down(draft.code, needed, missing)
            kept = defined_names(reduced) if draft.kind == "added" else draft.defines
            missing |= draft.defines
            missing -= kept
            present |= kept
        yield Cell(
            draft.raw.index,
            draft.kind,
            draft.exercise,
            draft.raw.source,
            draft.code,
            reduced,
            draft.problem,
        )
