"""Undo what happens to cells: retyped, left unanswered beside an answer, emptied, deleted.

Each repair takes the drafts in order, returns them repaired, and adds a notice for what it did.
"""

from collections.abc import Sequence
from dataclasses import replace

from autograder.notebook.classify import Classifier, Draft, normal, seems_to_define
from autograder.notebook.read import RawNotebook


def recover_retyped(
    raw: RawNotebook, drafts: list[Draft], classifier: Classifier, notices: list[str]
) -> list[Draft]:
    """Take text cells for code that hold the only definition of an exercise."""
    lacking = {name for name in classifier.exercises if not _answers(drafts, name)}
    found = []
    for cell in raw.cells:
        if cell.cell_type == "code":
            continue
        if not any(seems_to_define(cell.source, name) for name in lacking):
            continue
        draft = classifier.draft(cell)
        if draft.problem is None and lacking & draft.defines:
            found.append(draft)
            notices.append(
                f"{draft.label.capitalize()} was turned into a text cell and was taken for code, "
                f"since it defines {draft.exercise}."
            )
    return sorted([*drafts, *found], key=lambda draft: draft.raw.index)


def pass_over_unanswered(
    drafts: list[Draft], classifier: Classifier, notices: list[str]
) -> list[Draft]:
    """Do not let an exercise's cell as the stub has it undo an answer in another cell."""
    touched = [draft for draft in drafts if not classifier.is_unanswered(draft)]
    answers = {name: _answers(touched, name) for name in classifier.exercises}
    repaired = []
    for draft in drafts:
        name = draft.exercise
        if name and answers[name] and classifier.is_unanswered(draft):
            notices.append(
                f"{draft.label.capitalize()} still holds {name} unanswered and was passed over, "
                f"since {answers[name][-1].label} answers it."
            )
            draft = replace(draft, kind="explore", exercise=None)  # noqa: PLW2901
        repaired.append(draft)
    return repaired


def restore_setup(drafts: list[Draft], classifier: Classifier, notices: list[str]) -> list[Draft]:
    """Put setup cells of the stub back that are gone, or empty, or do less than they did."""
    drafts = list(drafts)
    at = 0
    unknown = [d for d in drafts if d.kind == "setup" and not classifier.is_untouched(d)]
    for original in (draft for draft in classifier.stub if draft.kind == "setup"):
        same = [i for i, draft in enumerate(drafts) if _is_same(draft, original)]
        if same:
            at = same[0] + 1
            continue
        changed = _counterpart(original, unknown)
        if changed is None:
            notices.append("A setup cell was missing and has been restored.")
            drafts.insert(at, _from_stub(original))
            at += 1
            continue
        unknown.remove(changed)
        at = _repair_setup(drafts, changed, original, notices)
    return drafts


def _repair_setup(drafts: list[Draft], changed: Draft, original: Draft, notices: list[str]) -> int:
    """Repair a setup cell that was changed; return the position behind it."""
    position = drafts.index(changed)
    label = changed.label.capitalize()
    if not normal(changed.raw.source) or changed.problem:
        what = "does not parse" if changed.problem else "was empty"
        notices.append(f"{label}, a setup cell, {what} and has been restored.")
        drafts[position] = replace(original, raw=replace(original.raw, index=changed.raw.index))
    elif lost := sorted(original.defines - changed.defines):
        notices.append(
            f"{label}, a setup cell, no longer defines {', '.join(lost)}; the original was run "
            "before it."
        )
        drafts.insert(position, _from_stub(original))
        position += 1
    return position + 1


def _is_same(draft: Draft, original: Draft) -> bool:
    return draft.kind == "setup" and normal(draft.raw.source) == normal(original.raw.source)


def _counterpart(original: Draft, changed: Sequence[Draft]) -> Draft | None:
    """Return the setup cell that most likely was `original` before it was changed."""

    def likeness(draft: Draft) -> int:
        return len(original.defines & draft.defines)

    return max(changed, key=likeness, default=None)


def _from_stub(original: Draft) -> Draft:
    # Negative, so that it is no cell of the student's, and none but this one's.
    return replace(original, raw=replace(original.raw, index=-1 - original.raw.index))


def _answers(drafts: list[Draft], name: str) -> list[Draft]:
    return [draft for draft in drafts if draft.runs and name in draft.defines]
